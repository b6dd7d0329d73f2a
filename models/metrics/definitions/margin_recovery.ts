import { metric, orderDimensions } from '../metric.ts'
import { recoveryRoutes } from '../recovery_routes.ts'

export const marginRecovery = metric({
  name: 'margin_recovery',
  title: 'Margin recovery',
  pillar: 'margin',
  sentence:
    'Recovered from returned stock, plus carrier claims paid, plus payouts avoided on confirmed abuse (what denied cases asked for, less what was paid anyway), plus chargebacks won back, less the cost of reviews.',
  unit: 'money',
  direction: 'up',
  owner: 'finance',
  position: 170,
  isHeadline: true,
  dimensions: orderDimensions,
  maturedBy: ['returns', 'claims'],
  numerator: {
    means: 'margin that came back, less the cost of reviews',
    events: (settings) => recoveryRoutes.flatMap(({ events }) => events(settings)),
  },
  denominator: null,
})
