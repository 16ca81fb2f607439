import Catalog

/// A field of a record that is missing or wrong, by the record's name and the field's path.
typealias Lack = FieldError
