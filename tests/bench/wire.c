/* Frames into a cable: a capture again and again at a rate, or a flood. For network namespaces of the benches' own.
 *
 * wire replay IFACE CAPTURE MBIT SECONDS      a classic pcap file, MBIT megabit a second (0: as fast as it goes)
 * wire flood IFACE KIND COUNT PER_SECOND      KIND: macs, syn, fragments, dhcp, mdns, hl7
 * wire count IFACE                            what a bare libpcap loop receives and loses (64 MiB ring), until SIGTERM
 * Prints one line of JSON.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <pcap/pcap.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TOGETHER = 64, LONGEST = 9100 };
static struct mmsghdr messages[TOGETHER];
static struct iovec pieces[TOGETHER];
static unsigned char room[TOGETHER][LONGEST];
static unsigned waiting;
static uint64_t frames, bytes;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static double now(void) {
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec + at.tv_nsec / 1e9;
}

static int wire(const char *name) {
    int fd = socket(AF_PACKET, SOCK_RAW, 0);
    struct sockaddr_ll to = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(name)};
    int size = 8 << 20;
    if (fd < 0 || bind(fd, (struct sockaddr *)&to, sizeof to) < 0) die(name);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof size);
    for (unsigned i = 0; i < TOGETHER; i++) {
        messages[i].msg_hdr.msg_iov = &pieces[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    return fd;
}

static void flush(int fd) {
    unsigned done = 0;
    while (done < waiting) {
        int sent = sendmmsg(fd, messages + done, waiting - done, 0);
        if (sent < 0) die("send");
        done += sent;
    }
    waiting = 0;
}

static void send_frame(int fd, const unsigned char *frame, unsigned length) {
    pieces[waiting].iov_base = (void *)frame;
    pieces[waiting].iov_len = length;
    frames++;
    bytes += length;
    if (++waiting == TOGETHER) flush(fd);
}

/* Waits until `done` of a thing of which `rate` may be done in a second is due. */
static void pace(double begun, double done, double rate) {
    if (rate <= 0) return;
    double early = begun + done / rate - now();
    if (early > 0.0005) usleep(early * 1e6);
}

static void told(double begun) {
    double seconds = now() - begun;
    printf("{\"frames\": %llu, \"bytes\": %llu, \"seconds\": %.3f, \"mbit\": %.1f, \"per_second\": %.0f}\n",
           (unsigned long long)frames, (unsigned long long)bytes, seconds, bytes * 8 / seconds / 1e6, frames / seconds);
}

static void replay(int fd, const char *path, double mbit, double limit) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    unsigned char *all = malloc(size);
    if (!all || fread(all, 1, size, file) != (size_t)size) die(path);
    double begun = now();
    while (now() - begun < limit) {
        for (long at = 24; at + 16 <= size;) {
            uint32_t length;
            memcpy(&length, all + at + 8, 4);
            if (length > LONGEST || at + 16 + (long)length > size) break;
            send_frame(fd, all + at + 16, length);
            at += 16 + length;
            if (waiting == 0) {
                pace(begun, bytes * 8 / 1e6, mbit);
                if (now() - begun >= limit) break;
            }
        }
    }
    flush(fd);
    told(begun);
}

static uint64_t state = 88172645463325252ull;
static uint64_t chance(void) {
    state ^= state << 13;
    state ^= state >> 7;
    return state ^= state << 17;
}

static unsigned char *put(unsigned char *at, const void *from, unsigned length) {
    memcpy(at, from, length);
    return at + length;
}

/* Ethernet and IPv4 headers around what is at `frame + 34`; the checksum is right, because some readers look. */
static unsigned ip(unsigned char *frame, uint32_t from, uint32_t to, int protocol, unsigned payload, unsigned fragment, int group) {
    uint64_t mac = chance();
    memcpy(frame, group ? "\xff\xff\xff\xff\xff\xff" : "\x02\x00\x00\x00\x00\x01", 6);
    memcpy(frame + 6, &mac, 6);
    frame[6] = 2;
    frame[12] = 8;
    frame[13] = 0;
    unsigned char *h = frame + 14;
    unsigned total = 20 + payload;
    uint16_t id = chance();
    memset(h, 0, 20);
    h[0] = 0x45;
    h[2] = total >> 8, h[3] = total;
    h[4] = id >> 8, h[5] = id;
    h[6] = fragment >> 8, h[7] = fragment;
    h[8] = 64;
    h[9] = protocol;
    from = htonl(from), to = htonl(to);
    memcpy(h + 12, &from, 4);
    memcpy(h + 16, &to, 4);
    uint32_t sum = 0;
    for (int i = 0; i < 20; i += 2) sum += h[i] << 8 | h[i + 1];
    sum = (sum & 0xffff) + (sum >> 16);
    sum = ~((sum & 0xffff) + (sum >> 16));
    h[10] = sum >> 8, h[11] = sum;
    return 34 + payload;
}

static unsigned udp(unsigned char *frame, uint32_t from, uint32_t to, int source, int target, unsigned payload) {
    unsigned char *u = frame + 34;
    unsigned total = 8 + payload;
    u[0] = source >> 8, u[1] = source, u[2] = target >> 8, u[3] = target;
    u[4] = total >> 8, u[5] = total, u[6] = u[7] = 0;
    return ip(frame, from, to, 17, total, 0, 1);
}

static unsigned one(const char *kind, unsigned char *frame, uint64_t n) {
    uint32_t anyone = chance(), inside = 0x0a500000 | (chance() & 0xfffff);
    if (!strcmp(kind, "macs")) {
        /* A gratuitous ARP of somebody new. */
        uint64_t mac = chance();
        memset(frame, 0xff, 6);
        memcpy(frame + 6, &mac, 6);
        frame[6] = 2;
        uint32_t own = htonl(inside);
        unsigned char *at = put(frame + 12, "\x08\x06\x00\x01\x08\x00\x06\x04\x00\x01", 10);
        at = put(at, frame + 6, 6);
        at = put(at, &own, 4);
        at = put(at, "\0\0\0\0\0\0", 6);
        put(at, &own, 4);
        memset(frame + 42, 0, 18);
        return 60;
    }
    if (!strcmp(kind, "syn")) {
        unsigned char *t = frame + 34;
        memset(t, 0, 24);
        uint64_t what = chance();
        memcpy(t, &what, 2);
        t[2] = 0, t[3] = 104;
        memcpy(t + 4, (char *)&what + 2, 4);
        t[12] = 0x60, t[13] = 2, t[14] = 0xff, t[15] = 0xff;
        memcpy(t + 20, "\x02\x04\x05\xb4", 4);
        return ip(frame, anyone, 0x0a4d0028, 6, 24, 0, 0);
    }
    if (!strcmp(kind, "fragments")) {
        /* First or middle pieces whose rest never comes. */
        memset(frame + 34, 0x41, 1400);
        return ip(frame, anyone, 0x0a4d0028, 17, 1400, n % 2 ? 0x2000 : 0x2000 | 175, 0);
    }
    if (!strcmp(kind, "dhcp")) {
        unsigned char *d = frame + 42;
        memset(d, 0, 300);
        d[0] = 1, d[1] = 1, d[2] = 6;
        uint64_t what = chance();
        memcpy(d + 4, &what, 4);
        what = chance();
        memcpy(d + 28, &what, 6);
        d[28] = 2;
        unsigned char *at = put(d + 236, "\x63\x82\x53\x63\x35\x01\x01\x0c\x0b", 9);
        at += sprintf((char *)at, "flood-%05x", (unsigned)(what >> 20) & 0xfffff);
        put(at, "\x37\x03\x01\x03\x06\xff", 6);
        return udp(frame, 0, 0xffffffff, 68, 67, 300);
    }
    if (!strcmp(kind, "mdns")) {
        unsigned char *d = frame + 42;
        unsigned char *at = put(d, "\0\0\x84\0\0\0\0\1\0\0\0\0", 12);
        char name[24];
        int length = sprintf(name, "f%010llx", (unsigned long long)chance() & 0xffffffffff);
        *at++ = length;
        at = put(at, name, length);
        at = put(at, "\x05local\0\0\x01\x80\x01\0\0\0\x78\0\x04", 17);
        uint32_t own = htonl(inside);
        at = put(at, &own, 4);
        return udp(frame, inside, 0xe00000fb, 5353, 5353, at - d);
    }
    /* One HL7 message that never ends: a handshake, MLLP's first byte and a header, then fields. */
    unsigned char *t = frame + 34;
    static uint32_t sequence = 1;
    int server = n == 1;
    unsigned payload = n < 2 ? 0 : 1400;
    memset(t, 0, 20);
    t[0] = server ? 0x0a : 0x9c, t[1] = server ? 0x97 : 0x40, t[2] = server ? 0x9c : 0x0a, t[3] = server ? 0x40 : 0x97;
    uint32_t own = htonl(server ? 0 : sequence - (n == 0)), other = htonl(server ? sequence : 1);
    memcpy(t + 4, &own, 4);
    memcpy(t + 8, &other, 4);
    t[12] = 0x50, t[13] = n == 0 ? 2 : server ? 0x12 : 0x10, t[14] = 0xff, t[15] = 0xff;
    memset(t + 20, '7', payload);
    static const char header[] = "\x0bMSH|^~\\&|GIANT|WARD|EHR|SITE|20260101||ORU^R01|1|P|2.6\rOBX|1|ST|";
    if (n == 2) memcpy(t + 20, header, sizeof header - 1);
    sequence += payload;
    unsigned length = ip(frame, server ? 0x0a4d0029 : 0x0a4d0030, server ? 0x0a4d0030 : 0x0a4d0029, 6, 20 + payload, 0, 0);
    memcpy(frame + 6, server ? "\x02\x00\x00\x00\x00\x29" : "\x02\x00\x00\x00\x00\x30", 6);
    return length;
}

static void flood(int fd, const char *kind, uint64_t count, double rate) {
    double begun = now();
    for (uint64_t n = 0; n < count; n++) {
        unsigned char *frame = room[waiting];
        send_frame(fd, frame, one(kind, frame, n));
        if (waiting == 0) pace(begun, frames, rate);
    }
    flush(fd);
    told(begun);
}

static pcap_t *capture;
static void stop(int signal) {
    (void)signal;
    pcap_breakloop(capture);
}
static void take(unsigned char *user, const struct pcap_pkthdr *header, const unsigned char *data) {
    (void)user, (void)data;
    frames++;
    bytes += header->len;
}

static void count(const char *name) {
    char error[PCAP_ERRBUF_SIZE];
    capture = pcap_create(name, error);
    if (!capture) die(error);
    pcap_set_snaplen(capture, 262144);
    pcap_set_buffer_size(capture, 64 << 20);
    pcap_set_timeout(capture, 100);
    pcap_set_promisc(capture, 1);
    if (pcap_activate(capture) < 0) die(pcap_geterr(capture));
    signal(SIGTERM, stop);
    pcap_loop(capture, -1, take, NULL);
    struct pcap_stat stat;
    pcap_stats(capture, &stat);
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    printf("{\"frames\": %llu, \"bytes\": %llu, \"dropped\": %u, \"cpu\": %.3f}\n", (unsigned long long)frames,
           (unsigned long long)bytes, stat.ps_drop, used.tv_sec + used.tv_nsec / 1e9);
}

int main(int argc, char **argv) {
    if (argc == 6 && !strcmp(argv[1], "replay")) replay(wire(argv[2]), argv[3], atof(argv[4]), atof(argv[5]));
    else if (argc == 6 && !strcmp(argv[1], "flood")) flood(wire(argv[2]), argv[3], strtoull(argv[4], NULL, 10), atof(argv[5]));
    else if (argc == 3 && !strcmp(argv[1], "count")) count(argv[2]);
    else {
        fprintf(stderr, "usage: wire replay IFACE CAPTURE MBIT SECONDS | flood IFACE KIND COUNT PER_SECOND | count IFACE\n");
        return 2;
    }
    return 0;
}
