-- What stands in the fields of the records of each collection, for questions.

CREATE TABLE clients (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    number text,
    name text,
    kind text,
    email text,
    phone text,
    billing_address_street text,
    billing_address_street2 text,
    billing_address_city text,
    billing_address_postal_code text,
    billing_address_region text,
    billing_address_country text,
    delivery_address_street text,
    delivery_address_street2 text,
    delivery_address_city text,
    delivery_address_postal_code text,
    delivery_address_region text,
    delivery_address_country text,
    vat_id text,
    tax_number text,
    buyer_reference text,
    currency text,
    language text,
    peppol_id text,
    terms text,
    discount_percent text,
    tax_treatment_kind text,
    tax_treatment_exemption_reason text,
    reminders_mode text,
    reminders_schedule text,
    note text,
    tags text,
    archived boolean,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX clients_by_name ON clients (book_id, lower(name), id) WHERE is_alive;
CREATE INDEX clients_by_number ON clients (book_id, lower(number), id) WHERE is_alive;

CREATE TABLE settings (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    name text,
    legal_name text,
    address_street text,
    address_street2 text,
    address_city text,
    address_postal_code text,
    address_region text,
    address_country text,
    email text,
    phone text,
    website text,
    vat_id text,
    tax_number text,
    registration text,
    bank_iban text,
    bank_bic text,
    bank_bank_name text,
    bank_holder text,
    currency text,
    language text,
    time_zone text,
    terms text,
    prices_include_tax boolean,
    tax_rounding text,
    numbering_pattern text,
    numbering_credit_pattern text,
    numbering_quote_pattern text,
    numbering_start bigint,
    numbering_series text,
    reminders_schedule text,
    reminders_weekdays text,
    reminders_from text,
    reminders_until text,
    reminders_hold_hours bigint,
    mail_from_name text,
    mail_reply_to text,
    mail_sends text,
    retention_years bigint,
    look_template text,
    look_accent text,
    look_logo text,
    look_footer text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX settings_by_name ON settings (book_id, lower(name), id) WHERE is_alive;

CREATE TABLE contacts (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    client uuid,
    name text,
    email text,
    phone text,
    role text,
    receives text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX contacts_by_name ON contacts (book_id, lower(name), id) WHERE is_alive;
CREATE INDEX contacts_by_client ON contacts (book_id, client, id) WHERE is_alive;

CREATE TABLE products (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    sku text,
    name text,
    description text,
    unit text,
    price_amount text,
    price_currency text,
    price_includes_tax boolean,
    tax_category text,
    tax_rate text,
    category text,
    barcode text,
    tracked boolean,
    reorder_at text,
    tags text,
    archived boolean,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX products_by_name ON products (book_id, lower(name), id) WHERE is_alive;
CREATE INDEX products_by_sku ON products (book_id, lower(sku), id) WHERE is_alive;

CREATE TABLE tax_rates (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    name text,
    category text,
    rate text,
    exemption_code text,
    exemption_text text,
    country text,
    "from" text,
    until text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX tax_rates_by_name ON tax_rates (book_id, lower(name), id) WHERE is_alive;

CREATE TABLE drafts (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    kind text,
    client uuid,
    currency text,
    due_date text,
    terms text,
    supply_date text,
    supply_from text,
    supply_to text,
    references_order text,
    references_buyer text,
    references_project text,
    references_contract text,
    corrects uuid,
    intro text,
    note text,
    prices_include_tax boolean,
    discount_percent text,
    discount_amount_units bigint,
    discount_amount_currency text,
    discount_reason text,
    payment_means text,
    valid_until text,
    language text,
    template text,
    internal_note text,
    tags text,
    owner_device uuid,
    origin_of text,
    origin_period_start text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE lines (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    draft uuid,
    position text,
    product uuid,
    description text,
    quantity text,
    unit text,
    unit_price text,
    currency text,
    base_quantity text,
    discount_percent text,
    discount_amount_units bigint,
    discount_amount_currency text,
    discount_reason text,
    tax_category text,
    tax_rate text,
    exemption_reason text,
    exemption_code text,
    credits bigint,
    period_from text,
    period_to text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX lines_by_draft ON lines (book_id, draft, id) WHERE is_alive;

CREATE TABLE charges (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    draft uuid,
    kind text,
    percent text,
    amount_units bigint,
    amount_currency text,
    reason text,
    reason_code text,
    tax_category text,
    tax_rate text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX charges_by_draft ON charges (book_id, draft, id) WHERE is_alive;

CREATE TABLE documents (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    draft uuid,
    kind text,
    series text,
    number text,
    issue_date text,
    hash text,
    exchange_rate_rate text,
    exchange_rate_currency text,
    exchange_rate_date text,
    exchange_rate_source text,
    client uuid,
    corrects uuid,
    origin text,
    period_start text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX documents_by_number ON documents (book_id, lower(number), id) WHERE is_alive;

CREATE TABLE voids (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    document uuid,
    reason text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE renderings (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    document uuid,
    format text,
    blob text,
    renderer text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE payments (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    client uuid,
    amount_units bigint,
    amount_currency text,
    date text,
    method text,
    reference text,
    note text,
    provider_id text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE allocations (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    source text,
    document uuid,
    amount_units bigint,
    amount_currency text,
    releases uuid,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE refunds (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    source text,
    amount_units bigint,
    amount_currency text,
    date text,
    reason text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE reversals (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    payment uuid,
    amount_units bigint,
    amount_currency text,
    date text,
    reason text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE disputes (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    document uuid,
    open boolean,
    reason text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE orders (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    number text,
    client uuid,
    currency text,
    wanted_date text,
    note text,
    tags text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX orders_by_number ON orders (book_id, lower(number), id) WHERE is_alive;

CREATE TABLE order_lines (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    "order" uuid,
    position text,
    product uuid,
    description text,
    quantity text,
    unit text,
    unit_price text,
    currency text,
    base_quantity text,
    discount_percent text,
    discount_amount_units bigint,
    discount_amount_currency text,
    discount_reason text,
    tax_category text,
    tax_rate text,
    exemption_reason text,
    exemption_code text,
    credits bigint,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX order_lines_by_order ON order_lines (book_id, "order", id) WHERE is_alive;

CREATE TABLE order_steps (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    "order" uuid,
    step text,
    by text,
    reason text,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX order_steps_by_order ON order_steps (book_id, "order", id) WHERE is_alive;

CREATE TABLE stock_movements (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    product uuid,
    quantity text,
    reason text,
    reference text,
    place text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE reservations (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    line uuid,
    quantity text,
    state text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE reminders (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    document uuid,
    "when" bigint,
    "offset" bigint,
    text text,
    channel text,
    cancelled boolean,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE send_requests (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    document uuid,
    "to" text,
    cc text,
    message text,
    attach text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE deliveries (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    key text,
    recipient text,
    state text,
    at bigint,
    message_id text,
    words text,
    document uuid,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE recurring (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    client uuid,
    content_currency text,
    content_terms text,
    content_intro text,
    content_note text,
    content_prices_include_tax boolean,
    content_discount_percent text,
    content_payment_means text,
    content_lines text,
    schedule_every bigint,
    schedule_unit text,
    schedule_anchor_day bigint,
    schedule_from text,
    schedule_until text,
    schedule_count bigint,
    schedule_catch_up text,
    action text,
    paused boolean,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE occurrences (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    recurring uuid,
    period_start text,
    draft uuid,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE mail_texts (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    kind text,
    language text,
    subject text,
    body text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE blobs (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    hash text,
    media_type text,
    size bigint,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE attachments (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    of text,
    blob text,
    name text,
    sent_with_document boolean,
    PRIMARY KEY (book_id, id)
);

CREATE INDEX attachments_by_name ON attachments (book_id, lower(name), id) WHERE is_alive;

CREATE TABLE notes (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    of text,
    text text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE settlements (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    rule text,
    conflict uuid,
    choice text,
    records text,
    undoes uuid,
    approval uuid,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE approvals (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    change text,
    rule text,
    hint text,
    PRIMARY KEY (book_id, id)
);

CREATE TABLE grants (
    book_id uuid NOT NULL,
    id uuid NOT NULL,
    is_alive boolean NOT NULL,
    is_in_conflict boolean NOT NULL,
    kind text,
    person uuid,
    person_name text,
    device uuid,
    device_name text,
    role text,
    series text,
    PRIMARY KEY (book_id, id)
);
