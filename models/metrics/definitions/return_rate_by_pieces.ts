import { returnedPieces } from '../events/returned.ts'
import { shippedPieces } from '../events/shipped.ts'
import { metric } from '../metric.ts'

export const returnRateByPieces = metric({
  name: 'return_rate_by_pieces',
  title: 'Return rate by pieces',
  pillar: 'retention',
  sentence:
    'Pieces that came back, as received, else as announced, against the pieces shipped. They came back by the same rule as in the return rate.',
  unit: 'share',
  direction: 'down',
  owner: 'finance',
  position: 101,
  dimensions: ['region', 'channel', 'category'],
  parts: ['reason'],
  needs: ['return_lines'],
  maturedBy: ['returns'],
  numerator: { means: 'pieces returned', events: (settings) => [returnedPieces(settings)] },
  denominator: { means: 'pieces shipped', events: (settings) => [shippedPieces(settings)] },
})
