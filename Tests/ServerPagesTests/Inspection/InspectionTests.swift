import HTTP
import Identity
import Mailing
import PostgreSQL
import Sync
import TestOffice
import Testing

/// Every page in a real Chromium without scripts and without a mouse, 320 and 1,280 pixels wide, by
/// day and by night: nothing that axe finds, nothing that does not fit, nothing that the keyboard
/// does not reach.
@Suite(
    .serialized,
    .enabled(if: Inspector.obstacle == nil, "\(Inspector.obstacle ?? "")"))
struct InspectionTests {
    private static let address = "http://127.0.0.1:8480"

    /// One from the left and one from the right are looked at with axe, the others for their fit.
    private static func isThorough(_ language: MailLanguage) -> Bool {
        [.english, .arabic].contains(language)
    }

    @Test(arguments: MailLanguage.allCases)
    func `nobody is kept out of the pages of a new server`(language: MailLanguage) async throws {
        try await Office.with { office in
            let desk = try await office.desk(address: Self.address)
            let tour = try await Tour.beginning(office, desk, in: language)
            let report = try await Inspector(office: office, desk: desk)
                .walk(tour, isThorough: Self.isThorough(language))
            #expect(report == "9 pages, 0 findings\n")
        }
    }

    @Test(arguments: MailLanguage.allCases)
    func `nobody is kept out of the pages that mails and laptops lead to`(
        language: MailLanguage
    ) async throws {
        try await Office.with { office in
            let desk = try await office.desk(address: Self.address)
            let book = try await office.book()
            var tour = Tour(in: language)
            try await tour.addPasswords(desk)
            try await tour.addInvitations(desk, into: book)
            try await tour.addLaptops(office, desk, of: book)
            try await tour.addReminders(office, desk, of: book)
            let report = try await Inspector(office: office, desk: desk)
                .walk(tour, isThorough: Self.isThorough(language))
            #expect(report == "30 pages, 0 findings\n")
        }
    }

    /// A page with one fault of each sort that is looked for.
    private static let faulty = """
        <!doctype html><html lang="en"><head><title>Faults</title><style>
        .pale { color: #ccc; background: #fff } a { outline: none } p { width: 40em }
        b { transition: color 1s }
        </style></head><body><main><h1>Faults</h1><b>x</b>
        <p class="pale">Nobody reads this.</p><input name="a"><a href="#" tabindex="2">Go</a>
        <img src="http://localhost:9/x.png" alt="">
        <div class="trouble"><a href="#nowhere">Lost</a></div>
        </main></body></html>
        """

    @Test func `each sort of fault would be found`() async throws {
        try await Office.with { office in
            let desk = try await office.desk(address: Self.address)
            var tour = Tour(in: .english)
            tour.look("faulty", at: "/faulty")
            var inspector = Inspector(office: office, desk: desk)
            inspector.extra = ("/faulty", Self.faulty)
            let report = try await inspector.walk(tour, isThorough: true)
            for finding in [
                "320 px, light: color-contrast", "1280 px, dark: label", "tabindex",
                "320 px, light: does not fit", "is not labelled", "moves although",
                "the focus is not seen", "the keyboard goes", "loads http://localhost:9/x.png",
                "leads to no field", "the summary has not the focus",
            ] {
                #expect(report.contains(finding), "\(finding)")
            }
        }
    }
}
