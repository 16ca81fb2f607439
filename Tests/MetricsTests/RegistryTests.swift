import Metrics
import Testing

struct RegistryTests {
    @Test func `a registry without metrics has no text`() {
        #expect(Registry().text.isEmpty)
    }

    @Test func `the text has help and type, and stands in the order of names and labels`() {
        let registry = Registry()
        let requests = registry.counters("http_requests_total", "Requests.", labels: ["status"])
        requests.with("500").increment()
        requests.with("200").increment(by: 41)
        requests.with("200").increment()
        registry.gauge("app_up", "Whether\nit \\ runs.").set(1.5)
        #expect(
            registry.text == """
                # HELP app_up Whether\\nit \\\\ runs.
                # TYPE app_up gauge
                app_up 1.5
                # HELP http_requests_total Requests.
                # TYPE http_requests_total counter
                http_requests_total{status="200"} 42
                http_requests_total{status="500"} 1

                """)
    }

    @Test func `label values are escaped`() {
        let registry = Registry()
        registry.gauges("weird", "Help.", labels: ["path"]).with("a\"b\\c\nd").set(-2)
        #expect(registry.text.hasSuffix("weird{path=\"a\\\"b\\\\c\\nd\"} -2\n"))
    }

    @Test func `a histogram counts each bound and everything below it`() {
        let registry = Registry()
        let waits = registry.histogram("wait_seconds", "Waits.", bounds: [0.1, 1])
        waits.observe(0.05)
        waits.observe(0.1)
        waits.observe(.milliseconds(500))
        waits.observe(7)
        waits.observe(.nan)
        #expect(
            registry.text == """
                # HELP wait_seconds Waits.
                # TYPE wait_seconds histogram
                wait_seconds_bucket{le="0.1"} 2
                wait_seconds_bucket{le="1"} 3
                wait_seconds_bucket{le="+Inf"} 4
                wait_seconds_sum 7.65
                wait_seconds_count 4

                """)
    }

    @Test func `label values beyond the bound are counted under other`() {
        let registry = Registry()
        let family = registry.counters("seen_total", "Seen.", labels: ["who"], seriesCountMax: 3)
        for who in ["a", "b", "c", "d", "a"] { family.with(who).increment() }
        let lines = registry.text.split(separator: "\n").dropFirst(2)
        let expected = [
            "seen_total{who=\"a\"} 2", "seen_total{who=\"b\"} 1", "seen_total{who=\"other\"} 2",
        ]
        #expect(lines.elementsEqual(expected[...], by: { $0 == $1 }))
    }

    @Test func `many tasks at once lose no count`() async {
        let registry = Registry()
        let counter = registry.counter("work_total", "Work.")
        let sizes = registry.histogram("size_bytes", "Sizes.", bounds: [10])
        let level = registry.gauge("level", "Level.")
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<5_000 {
                        counter.increment()
                        sizes.observe(1)
                        level.add(1)
                    }
                }
            }
        }
        #expect(counter.value == 40_000)
        #expect(level.value == 40_000)
        #expect(registry.text.contains("size_bytes_count 40000\n"))
    }

    @Test func `values that are no finite number have Prometheus's spelling`() {
        let registry = Registry()
        let gauges = registry.gauges("odd", "Odd.", labels: ["n"])
        gauges.with("1").set(.infinity)
        gauges.with("2").set(-.infinity)
        gauges.with("3").set(.nan)
        let values = registry.text.split(separator: "\n").dropFirst(2).map { $0.suffix(4) }
        #expect(values == ["+Inf", "-Inf", " NaN"])
    }
}
