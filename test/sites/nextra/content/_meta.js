export default {
  index: 'Acme',
  errors: 'Errors',
  complete: 'Complete',
  hostile: 'Hostile',
}
