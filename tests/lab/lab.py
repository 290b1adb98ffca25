"""The lab: `lab.py OUTPUT` writes demo and fixture captures below OUTPUT."""

import signal
import sys
import tempfile
from pathlib import Path

import demo
import finish
import fixtures
import special
from net import Lab


def main():
    """Plays everything; whatever happens, nothing is left behind."""
    output = Path(sys.argv[1])
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    work = Path(tempfile.mkdtemp(prefix="wardwatch-lab-"))
    work.chmod(0o755)
    lab = Lab(work)
    lab.resolved = next((str(p) for p in [Path("/lib/systemd/systemd-resolved"),
                        Path(sys.argv[2]) / "lib/systemd/systemd-resolved" if len(sys.argv) > 2 else Path("/-")]
                        if p.exists()), None)
    try:
        demo.play(lab, work / "demo.pcap")
        folder = output / "demo"
        folder.mkdir(parents=True, exist_ok=True)
        finish.finish_demo(work / "demo.pcap", folder / "demo.pcap")
        captures = special.play(lab)
        lab.log("cutting fixtures")
        doubts = finish.write_truth(folder / "demo.pcap", folder / "truth.json")
        doubts += fixtures.cut_all({"demo": folder / "demo.pcap", **captures}, output)
        for doubt in doubts:
            lab.log("DOUBT " + doubt)
        failed = bool(doubts)
    finally:
        lab.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
