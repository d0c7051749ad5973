import { testPlatforms } from './platforms.js'

testPlatforms(1)
