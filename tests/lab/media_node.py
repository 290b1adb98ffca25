"""An RTSP camera or who watches it, with GStreamer (needs the system's python3 with gi).

Usage inside a host: media_node.py server ADDRESS | client ADDRESS
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402


def serve(address):
    """A test picture, one frame a second."""
    server = GstRtspServer.RTSPServer.new()
    server.set_address(address)
    server.set_service("554")
    factory = GstRtspServer.RTSPMediaFactory.new()
    factory.set_launch("( videotestsrc ! video/x-raw,format=I420,width=32,height=32,framerate=1/1 ! jpegenc quality=5 "
                       "! rtpjpegpay name=pay0 )")
    server.get_mount_points().add_factory("/live", factory)
    server.attach(None)
    GLib.MainLoop().run()


def watch(address):
    """Plays over TCP for three seconds."""
    pipeline = Gst.parse_launch(f"rtspsrc location=rtsp://{address}/live protocols=tcp user-agent=Genetec-Synthetic/5.9 ! fakesink")
    pipeline.set_state(Gst.State.PLAYING)
    loop = GLib.MainLoop()
    GLib.timeout_add(3000, loop.quit)
    loop.run()
    pipeline.set_state(Gst.State.NULL)


if __name__ == "__main__":
    Gst.init(None)
    {"server": serve, "client": watch}[sys.argv[1]](sys.argv[2])
