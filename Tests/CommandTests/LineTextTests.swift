import CommandLine
import CounterfoilCommand
import JSON
import Testing

struct LineTextTests {
    @Test(
        arguments: [
            (
                "Bread; 3; 2.50; S 19",
                [
                    "description": "Bread", "quantity": "3", "unitPrice": "2.50",
                    "taxCategory": "S",
                    "taxRate": "19",
                ]
            ),
            (
                "Advice;2 HUR;90 EUR;s 25%;-10%",
                [
                    "description": "Advice", "quantity": "2", "unit": "HUR", "unitPrice": "90",
                    "currency": "EUR", "taxCategory": "S", "taxRate": "25", "discountPercent": "10",
                ]
            ),
            ("Bread", ["description": "Bread"]),
            ("; ; 2", ["unitPrice": "2"]),
            (#"Nuts\; mixed \ dry; 1"#, ["description": #"Nuts; mixed \ dry"#, "quantity": "1"]),
            (
                "Soap; 1; 4; AE; -0.50 EUR",
                [
                    "description": "Soap", "quantity": "1", "unitPrice": "4", "taxCategory": "AE",
                    "discountAmount": ["value": "0.50", "currency": "EUR"],
                ]
            ),
            ("", [:]),
        ] as [(String, [String: JSONValue])])
    func `a line is read part by part, and what is left out is left out`(
        text: String, form: [String: JSONValue]
    ) throws {
        #expect(try LineText(text).line() == form)
    }

    @Test func `a product stands where the description would`() throws {
        #expect(try LineText("B1; 3").product() == ["product": "B1", "quantity": "3"])
    }

    @Test(arguments: [
        "a;b;c;d;e;f", "Bread; 3; 2; S 19; 10%", "Bread; 3; 2; S 19; -5",
        "Bread; 1 2 3",
    ])
    func `what cannot be meant is a mistake in typing`(text: String) {
        let failure = #expect(throws: CommandFailure.self) { try LineText(text).line() }
        #expect(failure?.exitCode == .usage)
    }
}
