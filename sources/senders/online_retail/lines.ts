import { instant, integer, money, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'
import { customer } from './kinds.ts'

/** A line of an invoice or of a credit note, as the shop's daily CSV files give it. */
export const onlineRetailLines = feed({
  name: 'online_retail_lines',
  about: 'A line of an invoice, a credit note or a stock correction of the online_retail sender.',
  key: ['invoice_no', 'line_number'],
  happenedAt: ['invoiced_at'],
  columns: {
    invoice_no: text('The invoice; one that begins with C is a credit note, with A a bad debt.').required(),
    line_number: integer('The place of the line among those of its invoice, from 1.').required(),
    stock_code: text('The item, or a code for a charge.').required(),
    description: text('What the item is called, or a note on a stock correction.'),
    quantity: integer('Pieces; below zero on credit notes and where stock is written off.').required(),
    invoiced_at: instant('When the line was entered.').required(),
    unit_price: money('Price of one in pounds sterling; below zero on bad debts.').required(),
    customer_id: text('The customer account, with a trailing .0 that the export adds.'),
    country_name: text('Country of the customer, in English words.'),
  },
})

export const lines: ForeignRecord = {
  record: onlineRetailLines,
  headers: {
    invoice_no: 'InvoiceNo',
    stock_code: 'StockCode',
    description: 'Description',
    quantity: 'Quantity',
    invoiced_at: 'InvoiceDate',
    unit_price: 'UnitPrice',
    customer_id: 'CustomerID',
    country_name: 'Country',
  },
  // Equal lines within an invoice are real lines: only their place tells them apart.
  numbered: { column: 'line_number', within: ['invoice_no'] },
  mappedBy: ['invoice_no'],
  customer,
}
