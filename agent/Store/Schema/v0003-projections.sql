-- What stands in the fields of the records of each collection, for questions.

CREATE TABLE clients (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    number TEXT,
    name TEXT,
    kind TEXT,
    email TEXT,
    phone TEXT,
    billing_address_street TEXT,
    billing_address_street2 TEXT,
    billing_address_city TEXT,
    billing_address_postal_code TEXT,
    billing_address_region TEXT,
    billing_address_country TEXT,
    delivery_address_street TEXT,
    delivery_address_street2 TEXT,
    delivery_address_city TEXT,
    delivery_address_postal_code TEXT,
    delivery_address_region TEXT,
    delivery_address_country TEXT,
    vat_id TEXT,
    tax_number TEXT,
    buyer_reference TEXT,
    currency TEXT,
    language TEXT,
    peppol_id TEXT,
    terms TEXT,
    discount_percent TEXT,
    tax_treatment_kind TEXT,
    tax_treatment_exemption_reason TEXT,
    reminders_mode TEXT,
    reminders_schedule TEXT,
    note TEXT,
    tags TEXT,
    archived INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX clients_by_name ON clients (name COLLATE NOCASE, id) WHERE is_alive = 1;
CREATE INDEX clients_by_number ON clients (number COLLATE NOCASE, id) WHERE is_alive = 1;

CREATE TABLE settings (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    name TEXT,
    legal_name TEXT,
    address_street TEXT,
    address_street2 TEXT,
    address_city TEXT,
    address_postal_code TEXT,
    address_region TEXT,
    address_country TEXT,
    email TEXT,
    phone TEXT,
    website TEXT,
    vat_id TEXT,
    tax_number TEXT,
    registration TEXT,
    bank_iban TEXT,
    bank_bic TEXT,
    bank_bank_name TEXT,
    bank_holder TEXT,
    currency TEXT,
    language TEXT,
    time_zone TEXT,
    terms TEXT,
    prices_include_tax INTEGER,
    tax_rounding TEXT,
    numbering_pattern TEXT,
    numbering_credit_pattern TEXT,
    numbering_quote_pattern TEXT,
    numbering_start INTEGER,
    numbering_series TEXT,
    reminders_schedule TEXT,
    reminders_weekdays TEXT,
    reminders_from TEXT,
    reminders_until TEXT,
    reminders_hold_hours INTEGER,
    mail_from_name TEXT,
    mail_reply_to TEXT,
    mail_sends TEXT,
    retention_years INTEGER,
    look_template TEXT,
    look_accent TEXT,
    look_logo TEXT,
    look_footer TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX settings_by_name ON settings (name COLLATE NOCASE, id) WHERE is_alive = 1;

CREATE TABLE contacts (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    client BLOB,
    name TEXT,
    email TEXT,
    phone TEXT,
    role TEXT,
    receives TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX contacts_by_name ON contacts (name COLLATE NOCASE, id) WHERE is_alive = 1;
CREATE INDEX contacts_by_client ON contacts (client, id) WHERE is_alive = 1;

CREATE TABLE products (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    sku TEXT,
    name TEXT,
    description TEXT,
    unit TEXT,
    price_amount TEXT,
    price_currency TEXT,
    price_includes_tax INTEGER,
    tax_category TEXT,
    tax_rate TEXT,
    category TEXT,
    barcode TEXT,
    tracked INTEGER,
    reorder_at TEXT,
    tags TEXT,
    archived INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX products_by_name ON products (name COLLATE NOCASE, id) WHERE is_alive = 1;
CREATE INDEX products_by_sku ON products (sku COLLATE NOCASE, id) WHERE is_alive = 1;

CREATE TABLE tax_rates (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    name TEXT,
    category TEXT,
    rate TEXT,
    exemption_code TEXT,
    exemption_text TEXT,
    country TEXT,
    "from" TEXT,
    until TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX tax_rates_by_name ON tax_rates (name COLLATE NOCASE, id) WHERE is_alive = 1;

CREATE TABLE drafts (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    kind TEXT,
    client BLOB,
    currency TEXT,
    due_date TEXT,
    terms TEXT,
    supply_date TEXT,
    supply_from TEXT,
    supply_to TEXT,
    references_order TEXT,
    references_buyer TEXT,
    references_project TEXT,
    references_contract TEXT,
    corrects BLOB,
    intro TEXT,
    note TEXT,
    prices_include_tax INTEGER,
    discount_percent TEXT,
    discount_amount_units INTEGER,
    discount_amount_currency TEXT,
    discount_reason TEXT,
    payment_means TEXT,
    valid_until TEXT,
    language TEXT,
    template TEXT,
    internal_note TEXT,
    tags TEXT,
    owner_device BLOB,
    origin_of TEXT,
    origin_period_start TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE lines (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    draft BLOB,
    position TEXT,
    product BLOB,
    description TEXT,
    quantity TEXT,
    unit TEXT,
    unit_price TEXT,
    currency TEXT,
    base_quantity TEXT,
    discount_percent TEXT,
    discount_amount_units INTEGER,
    discount_amount_currency TEXT,
    discount_reason TEXT,
    tax_category TEXT,
    tax_rate TEXT,
    exemption_reason TEXT,
    exemption_code TEXT,
    credits INTEGER,
    period_from TEXT,
    period_to TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX lines_by_draft ON lines (draft, id) WHERE is_alive = 1;

CREATE TABLE charges (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    draft BLOB,
    kind TEXT,
    percent TEXT,
    amount_units INTEGER,
    amount_currency TEXT,
    reason TEXT,
    reason_code TEXT,
    tax_category TEXT,
    tax_rate TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX charges_by_draft ON charges (draft, id) WHERE is_alive = 1;

CREATE TABLE documents (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    draft BLOB,
    kind TEXT,
    series TEXT,
    number TEXT,
    issue_date TEXT,
    hash TEXT,
    exchange_rate_rate TEXT,
    exchange_rate_currency TEXT,
    exchange_rate_date TEXT,
    exchange_rate_source TEXT,
    client BLOB,
    corrects BLOB,
    origin TEXT,
    period_start TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX documents_by_number ON documents (number COLLATE NOCASE, id) WHERE is_alive = 1;

CREATE TABLE voids (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    document BLOB,
    reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE renderings (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    document BLOB,
    format TEXT,
    blob TEXT,
    renderer TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    client BLOB,
    amount_units INTEGER,
    amount_currency TEXT,
    date TEXT,
    method TEXT,
    reference TEXT,
    note TEXT,
    provider_id TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE allocations (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    source TEXT,
    document BLOB,
    amount_units INTEGER,
    amount_currency TEXT,
    releases BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE refunds (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    source TEXT,
    amount_units INTEGER,
    amount_currency TEXT,
    date TEXT,
    reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE reversals (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    payment BLOB,
    amount_units INTEGER,
    amount_currency TEXT,
    date TEXT,
    reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE disputes (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    document BLOB,
    open INTEGER,
    reason TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    number TEXT,
    client BLOB,
    currency TEXT,
    wanted_date TEXT,
    note TEXT,
    tags TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX orders_by_number ON orders (number COLLATE NOCASE, id) WHERE is_alive = 1;

CREATE TABLE order_lines (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    "order" BLOB,
    position TEXT,
    product BLOB,
    description TEXT,
    quantity TEXT,
    unit TEXT,
    unit_price TEXT,
    currency TEXT,
    base_quantity TEXT,
    discount_percent TEXT,
    discount_amount_units INTEGER,
    discount_amount_currency TEXT,
    discount_reason TEXT,
    tax_category TEXT,
    tax_rate TEXT,
    exemption_reason TEXT,
    exemption_code TEXT,
    credits INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX order_lines_by_order ON order_lines ("order", id) WHERE is_alive = 1;

CREATE TABLE order_steps (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    "order" BLOB,
    step TEXT,
    by TEXT,
    reason TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX order_steps_by_order ON order_steps ("order", id) WHERE is_alive = 1;

CREATE TABLE stock_movements (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    product BLOB,
    quantity TEXT,
    reason TEXT,
    reference TEXT,
    place TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE reservations (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    line BLOB,
    quantity TEXT,
    state TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE reminders (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    document BLOB,
    "when" INTEGER,
    "offset" INTEGER,
    text TEXT,
    channel TEXT,
    cancelled INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE send_requests (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    document BLOB,
    "to" TEXT,
    cc TEXT,
    message TEXT,
    attach TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    key TEXT,
    recipient TEXT,
    state TEXT,
    at INTEGER,
    message_id TEXT,
    words TEXT,
    document BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE recurring (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    client BLOB,
    content_currency TEXT,
    content_terms TEXT,
    content_intro TEXT,
    content_note TEXT,
    content_prices_include_tax INTEGER,
    content_discount_percent TEXT,
    content_payment_means TEXT,
    content_lines TEXT,
    schedule_every INTEGER,
    schedule_unit TEXT,
    schedule_anchor_day INTEGER,
    schedule_from TEXT,
    schedule_until TEXT,
    schedule_count INTEGER,
    schedule_catch_up TEXT,
    action TEXT,
    paused INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE occurrences (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    recurring BLOB,
    period_start TEXT,
    draft BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE mail_texts (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    kind TEXT,
    language TEXT,
    subject TEXT,
    body TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE blobs (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    hash TEXT,
    media_type TEXT,
    size INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    of TEXT,
    blob TEXT,
    name TEXT,
    sent_with_document INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX attachments_by_name ON attachments (name COLLATE NOCASE, id) WHERE is_alive = 1;

CREATE TABLE notes (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    of TEXT,
    text TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE settlements (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    rule TEXT,
    conflict BLOB,
    choice TEXT,
    records TEXT,
    undoes BLOB,
    approval BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE approvals (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    change TEXT,
    rule TEXT,
    hint TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE grants (
    id BLOB PRIMARY KEY,
    is_alive INTEGER NOT NULL,
    is_in_conflict INTEGER NOT NULL,
    kind TEXT,
    person BLOB,
    person_name TEXT,
    device BLOB,
    device_name TEXT,
    role TEXT,
    series TEXT
) STRICT, WITHOUT ROWID;
