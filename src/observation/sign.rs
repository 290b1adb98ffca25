//! The closed vocabulary of signs: what was sent that no honest peer sends, as far as published research knows. Whether a
//! sign is an attack is for the rules to say.

use crate::base::vocabulary;

vocabulary! {
    /// A sign in what was sent, as first word of a [`crate::observation::Property::Sign`]; the address it was sent to follows.
    Sign {
        /// An SMB1 TRANS2 request SESSION_SETUP, which MS-CIFS reserves and nobody implements.
        Smb1SessionSetupRequest = "smb1_session_setup_request",
        /// An SMB1 answer to such a request under another multiplex id than it had.
        Smb1ImplantAnswer = "smb1_implant_answer",
        /// An SMB1 transaction that goes on as another kind than it began as.
        Smb1MixedTransaction = "smb1_mixed_transaction",
        /// An SMB1 NT transaction of no defined function with more data than one message holds.
        Smb1UndefinedTransaction = "smb1_undefined_transaction",
        /// A TCP segment with URG set whose urgent pointer is 0.
        TcpUrgentNowhere = "tcp_urgent_nowhere",
        /// A TCP window-scale option whose length is not 3.
        TcpScaleCut = "tcp_scale_cut",
        /// A TCP window scale far beyond the 14 that there is.
        TcpScaleBeyond = "tcp_scale_beyond",
        /// An IPv4 source-route option whose length contradicts its content.
        IpSourceRouteMalformed = "ip_source_route_malformed",
        /// A fragment of, or inside, an IP-in-IP tunnel.
        IpTunnelFragment = "ip_tunnel_fragment",
        /// An IPv6 routing header of type 0.
        Ipv6SourceRoute = "ipv6_source_route",
        /// An ICMP timestamp request without its timestamps.
        IcmpTimestampCut = "icmp_timestamp_cut",
        /// An ICMP message of the unassigned type 165, by which Treck stacks are looked for.
        IcmpTreckProbe = "icmp_treck_probe",
        /// An ICMP message of the unassigned type 166, by which Treck stacks answer.
        IcmpTreckAnswer = "icmp_treck_answer",
        /// A password in a DICOM association that is not encrypted.
        DicomClearPassword = "dicom_clear_password",
        /// An HTTP cookie by whose number RomPager is made to write into its own memory.
        HttpNumberedCookie = "http_numbered_cookie",
        /// A directive of C's printf in a frame to an infusion pump.
        BccFormatDirective = "bcc_format_directive",
    }
}
