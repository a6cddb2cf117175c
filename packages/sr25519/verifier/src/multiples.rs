use curve25519_dalek::ristretto::RistrettoPoint;
use curve25519_dalek::scalar::Scalar;

/// Bits that a canonical scalar has, and one for the last carry.
const SCALAR_BITS: usize = 254;

/// Multiples of a point, so that a product with it takes one addition per `WIDTH` bits and no doubling: for each
/// place of a number to the base 2^WIDTH, the point times 1 to 2^(WIDTH - 1) there. For public values only: how long
/// a product takes tells of its scalar.
///
/// Source: Brickell, Gordon, McCurley and Wilson, "Fast exponentiation with precomputation" (1992), with signed digits.
pub struct Multiples<const WIDTH: usize> {
    points: Vec<RistrettoPoint>,
}

impl<const WIDTH: usize> Multiples<WIDTH> {
    const PLACES: usize = SCALAR_BITS.div_ceil(WIDTH);
    const LARGEST_DIGIT: usize = 1 << (WIDTH - 1);

    pub fn of(point: &RistrettoPoint) -> Self {
        let mut points = Vec::with_capacity(Self::PLACES * Self::LARGEST_DIGIT);
        let mut unit = *point;
        for _ in 0..Self::PLACES {
            let mut multiple = unit;
            points.push(multiple);
            for _ in 1..Self::LARGEST_DIGIT {
                multiple += unit;
                points.push(multiple);
            }
            unit = multiple + multiple;
        }
        Self { points }
    }

    /// `sum` and `scalar` times the point.
    pub fn add_product(&self, sum: RistrettoPoint, scalar: &Scalar) -> RistrettoPoint {
        let places = self.points.chunks_exact(Self::LARGEST_DIGIT);
        let mut sum = sum;
        let mut carry = 0;
        for (place, multiples) in places.enumerate() {
            let digit = carry + bits(scalar, place * WIDTH, WIDTH);
            if digit > Self::LARGEST_DIGIT {
                // So much less here is one more in the next place.
                carry = 1;
                let missing = 2 * Self::LARGEST_DIGIT - digit;
                if missing > 0 {
                    sum -= &multiples[missing - 1];
                }
            } else {
                carry = 0;
                if digit > 0 {
                    sum += &multiples[digit - 1];
                }
            }
        }
        sum
    }
}

/// Up to 8 bits of the scalar from one on.
fn bits(scalar: &Scalar, from: usize, count: usize) -> usize {
    let byte = |at: usize| scalar.as_bytes().get(at).copied().unwrap_or(0);
    let pair = u16::from_le_bytes([byte(from / 8), byte(from / 8 + 1)]);
    usize::from(pair >> (from % 8)) & ((1 << count) - 1)
}
