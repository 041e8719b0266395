export { dipBuyer } from './dip-buyer.js';
export { priceFloor } from './price-floor.js';
