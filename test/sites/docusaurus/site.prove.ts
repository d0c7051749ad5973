import { prove } from '../prove.js'
import { docusaurus } from './site.js'

prove(docusaurus)
