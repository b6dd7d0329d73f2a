/** Gateways by the ids that they give themselves, as `orders.payment_method` has it. */
const gateways = {
  card: [
    'stripe',
    'stripe_cc',
    'woocommerce_payments',
    'square_credit_card',
    'braintree_credit_card',
    'authorize_net_cim_credit_card',
    'mollie_wc_gateway_creditcard',
    'ppcp-credit-card-gateway',
    'paypal_pro',
  ],
  wallet: [
    'paypal',
    'ppec_paypal',
    'ppcp-gateway',
    'ppcp-applepay',
    'ppcp-googlepay',
    'braintree_paypal',
    'stripe_applepay',
    'stripe_googlepay',
    'stripe_alipay',
    'amazon_payments_advanced',
    'mollie_wc_gateway_paypal',
    'mollie_wc_gateway_applepay',
  ],
  bnpl: [
    'klarna_payments',
    'kco',
    'stripe_klarna',
    'stripe_afterpay_clearpay',
    'stripe_affirm',
    'afterpay',
    'clearpay',
    'affirm',
    'sezzle-gateway',
    'ppcp-pay-upon-invoice-gateway',
  ],
  transfer: [
    'bacs',
    'stripe_sepa',
    'stripe_sepa_debit',
    'stripe_ideal',
    'stripe_bancontact',
    'mollie_wc_gateway_ideal',
    'mollie_wc_gateway_banktransfer',
    'mollie_wc_gateway_directdebit',
  ],
  cash: ['cod'],
  other: ['cheque'],
} as const

/** SQL of how an order was paid, null for a gateway that is not in the list. */
export const paymentMethod = (gateway: string): string =>
  `case ${Object.entries(gateways)
    .map(([method, ids]) => `when ${gateway} in (${ids.map((id) => `'${id}'`).join(', ')}) then '${method}'`)
    .join(' ')} end`
