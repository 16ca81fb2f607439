import InvoiceForm
import Testing
