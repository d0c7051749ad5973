export const RACE_NOT_FOUND = 'race_not_found'
