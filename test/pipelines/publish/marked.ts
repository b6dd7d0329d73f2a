/** The first and the last table that a snapshot gets of the models, and one between. */
export const marked = ['actions.carrier_claims_to_file', 'metrics.alerts', 'scores.rings'] as const
