import { wronglyPacked } from '../events/claims.ts'
import { shippedLineCount } from '../events/shipped.ts'
import { metric, orderDimensions } from '../metric.ts'
import { turnedRound } from '../other_amounts.ts'

const lineDimensions = [...orderDimensions, 'warehouse'] as const

export const orderAccuracy = metric({
  name: 'order_accuracy',
  title: 'Order accuracy',
  pillar: 'fulfilment',
  sentence:
    'Share of order lines shipped without a claim of a wrong or missing item. Claims that a reviewer laid on somebody else than the warehouse are not counted. A line that several warehouses sent is in none of theirs.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 25,
  dimensions: lineDimensions,
  needs: ['claims'],
  maturedBy: ['claims'],
  numerator: {
    means: 'order lines shipped − claims of a wrong or missing item',
    events: (settings) => [shippedLineCount(settings), turnedRound(wronglyPacked(), lineDimensions)],
  },
  denominator: { means: 'order lines shipped', events: (settings) => [shippedLineCount(settings)] },
})
