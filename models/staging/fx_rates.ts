import { fxRates as feed } from '../../sources/feeds/fx_rates.ts'
import { staged } from './staged.ts'

export const fxRates = staged(feed, 'engineers')
