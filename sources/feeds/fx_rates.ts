import { currencyCode, day, rate } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const fxRates = feed({
  name: 'fx_rates',
  about: 'What a currency was worth on a day.',
  key: ['day', 'currency'],
  happenedAt: [],
  columns: {
    day: day('The day.').required(),
    currency: currencyCode('The currency, ISO 4217.').required(),
    rate: rate('Value of one unit of the currency in the reporting currency.').required().atLeast(0.00000001),
  },
})
