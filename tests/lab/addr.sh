#!/bin/sh
# Applies what a DHCP client learned, for dhclient (-sf) and udhcpc (-s).
# Unlike the distribution's scripts it touches nothing outside its namespace.
set -u
case "${reason:-${1:-}}" in
PREINIT|PREINIT6) ip link set dev "$interface" up ;;
BOUND|RENEW|REBIND|REBOOT)
    ip -4 addr flush dev "$interface" scope global
    ip addr add "$new_ip_address/24" dev "$interface"
    [ -n "${new_routers:-}" ] && ip route replace default via "${new_routers%% *}" ;;
bound|renew)
    ip -4 addr flush dev "$interface" scope global
    ip addr add "$ip/24" dev "$interface"
    [ -n "${router:-}" ] && ip route replace default via "${router%% *}" ;;
BOUND6|RENEW6|REBIND6)
    [ -n "${new_ip6_address:-}" ] && ip -6 addr replace "$new_ip6_address/128" dev "$interface" ;;
RELEASE|EXPIRE|deconfig)
    ip link set dev "$interface" up
    ip -4 addr flush dev "$interface" scope global ;;
esac
exit 0
