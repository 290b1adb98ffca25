//! An isolation forest (Liu, Ting, Zhou 2008) over device-hours: the learned detector that is easiest to set up, for comparison.
//! 100 trees of 256 samples, as the paper proposes.

use crate::hospital::Random;

/// What is known of a device's hour.
pub type Point = [f32; 6];

const TREES: usize = 100;
const SAMPLE: usize = 256;

enum Node {
    Leaf { size: usize },
    Split { feature: usize, at: f32, below: usize, above: usize },
}

struct Tree(Vec<Node>);

pub struct Forest(Vec<Tree>);

/// The mean depth of an unsuccessful search in a tree of `size` points: c(n) of the paper.
fn depth_of(size: usize) -> f64 {
    let n = size as f64;
    match size {
        0 | 1 => 0.0,
        2 => 1.0,
        _ => 2.0 * ((n - 1.0).ln() + 0.577_215_664_9) - 2.0 * (n - 1.0) / n,
    }
}

impl Tree {
    fn grow(&mut self, points: &mut [Point], depth: usize, random: &mut Random) -> usize {
        let place = self.0.len();
        self.0.push(Node::Leaf { size: points.len() });
        if points.len() < 2 || depth >= 8 {
            return place;
        }
        let feature = usize::try_from(random.below(6)).unwrap();
        let low = points.iter().map(|point| point[feature]).fold(f32::INFINITY, f32::min);
        let high = points.iter().map(|point| point[feature]).fold(f32::NEG_INFINITY, f32::max);
        if low >= high {
            return place;
        }
        let at = low + (high - low) * (random.below(1 << 20) as f32 / (1 << 20) as f32);
        points.sort_unstable_by(|one, two| one[feature].total_cmp(&two[feature]));
        let (left, right) = points.split_at_mut(points.partition_point(|point| point[feature] < at));
        let below = self.grow(left, depth + 1, random);
        let above = self.grow(right, depth + 1, random);
        self.0[place] = Node::Split { feature, at, below, above };
        place
    }

    fn depth(&self, point: &Point) -> f64 {
        let (mut place, mut depth) = (0, 0.0);
        loop {
            match &self.0[place] {
                Node::Leaf { size } => return depth + depth_of(*size),
                Node::Split { feature, at, below, above } => {
                    place = if point[*feature] < *at { *below } else { *above };
                    depth += 1.0;
                }
            }
        }
    }
}

impl Forest {
    pub fn learn(points: &[Point]) -> Self {
        let mut random = Random(11);
        let trees = (0..TREES).map(|_| {
            let mut sample: Vec<Point> =
                (0..SAMPLE).map(|_| points[usize::try_from(random.below(points.len() as u64)).unwrap()]).collect();
            let mut tree = Tree(Vec::new());
            tree.grow(&mut sample, 0, &mut random);
            tree
        });
        Self(trees.collect())
    }

    /// 0 to 1; the more, the stranger.
    pub fn score(&self, point: &Point) -> f64 {
        let mean = self.0.iter().map(|tree| tree.depth(point)).sum::<f64>() / TREES as f64;
        2.0_f64.powf(-mean / depth_of(SAMPLE))
    }
}

#[test]
fn what_stands_apart_scores_higher() {
    let mut random = Random(5);
    let points: Vec<Point> = (0..2000).map(|_| std::array::from_fn(|_| random.below(1000) as f32 / 1000.0)).collect();
    let forest = Forest::learn(&points);
    assert!(forest.score(&[4.0; 6]) > 0.6, "{}", forest.score(&[4.0; 6]));
    assert!(forest.score(&[0.5; 6]) < 0.5, "{}", forest.score(&[0.5; 6]));
}
