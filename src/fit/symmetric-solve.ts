export { cholesky, inverse, solve } from '../statistics/index.js';
