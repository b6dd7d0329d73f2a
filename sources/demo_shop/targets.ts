/** What the made-up shop wants its figures to be: some it reaches, some it does not. */
export const targets: Readonly<Record<string, number>> = {
  on_time_delivery: 0.93,
  loss_rate: 0.006,
  wismo_rate: 0.2,
  return_rate: 0.1,
  claim_rate: 0.012,
  net_margin_after_returns: 3_300,
}
