import { returnContactCosts } from '../events/contacts.ts'
import { labelCost, processingCost, returnsBack } from '../events/returned.ts'
import { metric, orderDimensions } from '../metric.ts'

export const costPerReturn = metric({
  name: 'cost_per_return',
  title: 'Cost per return',
  pillar: 'retention',
  sentence:
    'What labels, handling and support for returns cost, for every return that came back. Support counts contacts about a return, and about the refund of an order sent back.',
  unit: 'money',
  direction: 'down',
  owner: 'finance',
  reference: { figure: '27% of the price', source: 'Optoro/CBRE 2023' },
  position: 120,
  dimensions: orderDimensions,
  needs: [['returns.label_amount', 'return_lines.processing_amount']],
  maturedBy: ['returns'],
  numerator: {
    means: 'labels, handling and support for returns',
    events: (settings) => [labelCost(), processingCost(settings), returnContactCosts()],
  },
  denominator: { means: 'returns that came back', events: (settings) => [returnsBack(settings)] },
})
