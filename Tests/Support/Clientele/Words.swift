/// What names, streets and towns are made of.
enum Words {
    static let starts = [
        "Al", "Bach", "Berg", "Brand", "Dorn", "Eber", "Falk", "Feld", "Gold", "Grün", "Hart",
        "Hein", "Hoff", "Holz", "Jung", "Kauf", "Kirch", "Klein", "Lang", "Lind", "Mar", "Neu",
        "Ober", "Pfeif", "Rein", "Rosen", "Schön", "Stein", "Strauss", "Vogel", "Wald", "Weber",
        "Wein", "Wolf", "Zimmer", "Fitz", "Mac", "Dupont", "Rossi", "Garc",
    ]
    static let ends = [
        "mann", "berg", "er", "hofer", "mayer", "inger", "schmidt", "bauer", "thal", "stein",
        "feld", "dorf", "auer", "ler", "ke", "eau", "ini", "ía", "sen", "ley", "ton", "ard",
    ]
    static let trades = [
        "Elektrotechnik", "Bau", "Logistik", "Software", "Consulting", "Design", "Metallbau",
        "Immobilien", "Gartenbau", "Druckerei", "Maschinenbau", "Catering", "Architekten",
        "Schreinerei", "Handel", "Pharma", "Optik", "Medien", "Textil", "Energie", "Systems",
        "Solutions", "Trading", "Foods", "Motors", "Interiors", "Analytics", "Transport",
    ]
    static let forms = ["GmbH", "AG", "KG", "GmbH & Co. KG", "e.K.", "UG", "Ltd", "SARL", "B.V."]
    static let firsts = [
        "Anna", "Ben", "Clara", "David", "Elena", "Felix", "Greta", "Hannes", "Ida", "Jonas",
        "Karin", "Lukas", "Marie", "Nils", "Olga", "Paul", "Ruth", "Simon", "Tina", "Werner",
        "James", "Emma", "Louis", "Chloé", "Marco", "Giulia", "Pieter", "Sanne", "Íñigo", "Zoë",
    ]
    static let streets = [
        "straße", "weg", "allee", "gasse", "platz", "ring", "ufer", " Road", " Street", " Lane",
    ]
    static let towns = [
        "Berlin", "Hamburg", "München", "Köln", "Frankfurt am Main", "Stuttgart", "Düsseldorf",
        "Leipzig", "Dortmund", "Essen", "Bremen", "Dresden", "Hannover", "Nürnberg", "Duisburg",
        "Bochum", "Wuppertal", "Bielefeld", "Bonn", "Münster", "Karlsruhe", "Mannheim",
        "Augsburg", "Wiesbaden", "Kiel", "Aachen", "Freiburg", "Lübeck", "Erfurt", "Mainz",
        "Rostock", "Kassel", "Ulm", "Passau", "Wien", "Graz", "Linz", "Zürich", "Basel",
        "Utrecht", "Lyon", "Lille", "Leeds", "Bristol", "Torino", "Girona",
    ]
    static let countries = ["DE", "DE", "DE", "DE", "DE", "AT", "CH", "NL", "FR", "GB", "IT", "ES"]
}
