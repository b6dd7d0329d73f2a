import { shipmentLines as feed } from '../../sources/feeds/shipment_lines.ts'
import { staged } from './staged.ts'

export const shipmentLines = staged(feed, 'engineers')
