/*
 * The floor of the benchmark: read a capture with libpcap, count packets and bytes, do nothing else.
 * Build: cc -O2 -o loop loop.c -lpcap. Usage: loop FILE
 */
#include <inttypes.h>
#include <pcap/pcap.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    char reason[PCAP_ERRBUF_SIZE];
    struct pcap_pkthdr *header;
    const u_char *frame;
    uint64_t packets = 0, bytes = 0;
    pcap_t *capture;
    int result;

    if (argc != 2) {
        fprintf(stderr, "usage: loop FILE\n");
        return 2;
    }
    capture = pcap_open_offline(argv[1], reason);
    if (capture == NULL) {
        fprintf(stderr, "loop: %s\n", reason);
        return 1;
    }
    while ((result = pcap_next_ex(capture, &header, &frame)) == 1) {
        packets++;
        bytes += header->len;
    }
    if (result != PCAP_ERROR_BREAK) {
        fprintf(stderr, "loop: %s: %s\n", argv[1], pcap_geterr(capture));
        pcap_close(capture);
        return 1;
    }
    pcap_close(capture);
    printf("%" PRIu64 " packets, %" PRIu64 " bytes\n", packets, bytes);
    return 0;
}
