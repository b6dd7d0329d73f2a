// Which key does what, and when a key belongs to the field that it is typed into.
const MARKED_BY_TYPE = ['checkbox', 'radio', 'button', 'submit']

const isTextField = ({ tagName, type, isContentEditable }) =>
  isContentEditable || tagName === 'TEXTAREA' || tagName === 'SELECT' || (tagName === 'INPUT' && !MARKED_BY_TYPE.includes(type))

/** Arrows move within groups of choices, and what is wider than its place is moved along with them. */
const needsArrows = (target) => target.tagName === 'INPUT' || target.closest?.('[role="region"], [role="img"]') != null

/**
 * The action that a pressed key asks for, if it asks for one.
 *
 * @param bindings [{ keys: ['j', 'ArrowRight'], … }]
 */
export function boundTo(event, bindings) {
  const { key, target } = event
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return undefined
  if (isTextField(target) || (key.startsWith('Arrow') && needsArrows(target))) return undefined
  return bindings.find(({ keys }) => keys.includes(key))
}
