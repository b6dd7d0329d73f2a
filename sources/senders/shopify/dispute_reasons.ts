/**
 * What the payer says went wrong. The other reasons, such as fraudulent or duplicate, say nothing of the goods and
 * make no claim, only a payout.
 */
export const claimTypes = {
  product_not_received: 'not_received',
  product_unacceptable: 'not_as_described',
  credit_not_processed: 'return_not_credited',
} as const

export const otherReasons = [
  'bank_cannot_process',
  'bank_not_process',
  'customer_initiated',
  'debit_not_authorized',
  'duplicate',
  'fraudulent',
  'general',
  'incorrect_account_details',
  'insufficient_funds',
  'noncompliant',
  'subscription_canceled',
  'subscription_cancelled',
  'unrecognized',
] as const
