import { returnedValue } from '../events/returned.ts'
import { shippedLines } from '../events/shipped.ts'
import { metric } from '../metric.ts'

export const returnRate = metric({
  name: 'return_rate',
  title: 'Return rate',
  pillar: 'retention',
  sentence:
    'Net value of the goods that came back, against that of the goods shipped. Goods came back when the dock got them, else when the carrier delivered them back, else when they were refunded.',
  unit: 'share',
  direction: 'down',
  owner: 'finance',
  reference: { figure: '15.8%, online 19.3%', source: 'NRF 2025' },
  position: 100,
  isHeadline: true,
  range: 'not_negative',
  dimensions: ['region', 'channel', 'category'],
  parts: ['reason'],
  needs: ['return_lines'],
  maturedBy: ['returns'],
  numerator: { means: 'net value of goods returned', events: (settings) => [returnedValue(settings)] },
  denominator: { means: 'net value of goods shipped', events: (settings) => [shippedLines(settings)] },
})
