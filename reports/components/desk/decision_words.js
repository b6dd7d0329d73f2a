// What a reviewer can find and do, in the words of the decisions feed and in plain ones.

export const FINDINGS = [
  { value: 'abuse', title: 'Abuse', means: 'the customer had the goods, or sent back something else' },
  { value: 'legitimate', title: 'Legitimate', means: 'it is as the customer says' },
  { value: 'carrier_fault', title: 'Carrier’s fault', means: 'as the customer says, and the carrier is why' },
  { value: 'warehouse_fault', title: 'Warehouse’s fault', means: 'as the customer says, and the warehouse is why' },
  { value: 'unresolved', title: 'Unresolved', means: 'nobody can tell' },
]

export const ACTIONS = [
  { value: 'approve', title: 'Approve', means: 'pay or accept it' },
  { value: 'deny', title: 'Deny', means: 'refuse it' },
  { value: 'partial', title: 'In part', means: 'settle a part of it' },
  { value: 'ask_proof', title: 'Ask for proof', means: 'leaves the case open' },
  { value: 'escalate', title: 'Escalate', means: 'for somebody else’s eye; leaves the case open' },
]

const titleOf = (choices, value) => choices.find((choice) => choice.value === value)?.title.toLowerCase() ?? value

/** "abuse, deny" */
export const saidOf = ({ finding, action }) => `${titleOf(FINDINGS, finding)}, ${titleOf(ACTIONS, action)}`
