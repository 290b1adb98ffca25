//! Is an interface fit to listen on? A mirror port has no address: with one, the kernel would speak on it.

use pnet::datalink::{self, NetworkInterface};

/// Where the kernel shows its routes; the first of these is IPv4, in hex, the second IPv6.
const ROUTES: [&str; 2] = ["/proc/self/net/route", "/proc/self/net/ipv6_route"];

/// Names of the interfaces here.
#[must_use]
pub fn names() -> Vec<String> {
    datalink::interfaces().into_iter().map(|interface| interface.name).collect()
}

/// Why `name` shall not be listened on, in words that say what to do; `None` when nothing speaks against it.
///
/// An interface that does not exist yet is no objection: it may be plugged in later.
#[must_use]
pub fn objection(name: &str) -> Option<String> {
    let all = datalink::interfaces();
    let found = all.iter().find(|interface| interface.name == name)?;
    addresses(found).or_else(|| {
        let routes = ROUTES.map(|file| std::fs::read_to_string(file).unwrap_or_default());
        let [v4, v6] = routes.each_ref().map(String::as_str);
        is_default_route(name, v4, v6).then(|| format!("{name} carries this machine's default route; a mirror port carries none"))
    })
}

fn addresses(interface: &NetworkInterface) -> Option<String> {
    let name = &interface.name;
    let addresses: Vec<String> = interface.ips.iter().map(ToString::to_string).collect();
    if addresses.is_empty() {
        return None;
    }
    // The kernel gives a link-local address to every interface that comes up, and speaks with it.
    let own = interface.ips.iter().all(|network| match network.ip() {
        std::net::IpAddr::V6(address) => address.is_unicast_link_local(),
        std::net::IpAddr::V4(_) => false,
    });
    let remedy = if own {
        format!("sysctl -w net.ipv6.conf.{name}.disable_ipv6=1")
    } else {
        format!("ip address flush dev {name} && sysctl -w net.ipv6.conf.{name}.disable_ipv6=1")
    };
    Some(format!("{name} has the address {}, so this machine would speak on it; take it away:  {remedy}", addresses.join(", ")))
}

fn is_default_route(name: &str, v4: &str, v6: &str) -> bool {
    let v4 = v4.lines().skip(1).any(|line| {
        let mut fields = line.split_whitespace();
        fields.next() == Some(name) && fields.next() == Some("00000000")
    });
    let v6 = v6.lines().any(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        // An unreachable default route of the loopback interface leads nowhere.
        fields.first().is_some_and(|to| to.bytes().all(|b| b == b'0'))
            && fields.get(1) == Some(&"00")
            && fields.last() == Some(&name)
            && name != "lo"
    });
    v4 || v6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_route_is_seen_in_either_family() {
        let v4 = "Iface\tDestination\tGateway\neth0\t00000000\t010010AC\t0003\neth1\t000010AC\t00000000\n";
        let zero = "0".repeat(32);
        let v6 =
            format!("{zero} 00 {zero} 00 fe80 00000400 00000001 00000000 00450003 eth2\nfe80 40 {zero} 00 {zero} 0 0 0 0 eth1\n");
        assert!(is_default_route("eth0", v4, "") && !is_default_route("eth1", v4, &v6));
        assert!(is_default_route("eth2", "", &v6) && !is_default_route("eth0", "", &v6));
    }

    #[test]
    fn loopback_has_an_address_and_is_refused() {
        if names().iter().any(|name| name == "lo") {
            let said = objection("lo");
            assert!(said.is_none_or(|said| said.contains("127.0.0.1") && said.contains("ip address flush")));
        }
        assert_eq!(objection("no-such-port"), None);
    }
}
