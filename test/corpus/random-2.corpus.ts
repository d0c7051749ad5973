import { testHalf } from './random.js'

testHalf(1)
