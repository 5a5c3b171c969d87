//! SHA-256 of bytes, by which a text is known again. Not responsible for secrets.

/// Bytes of a block.
const BLOCK: usize = 64;
/// The first 32 bits of the fractional parts of the square roots of the first eight primes.
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
/// The same of the cube roots of the first 64 primes.
const ROUNDS: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];

/// The SHA-256 of bytes that come bit by bit.
///
/// # Source
/// FIPS 180-4, 6.2.
///
/// # Example
/// ```
/// use sarhad::io::sha256::Sha256;
/// let mut digest = Sha256::default();
/// digest.update(b"a");
/// digest.update(b"bc");
/// assert_eq!(digest.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[derive(Debug, Clone)]
pub struct Sha256 {
    state: [u32; 8],
    /// Bytes that do not fill a block yet.
    rest: Vec<u8>,
    bytes: u64,
}

impl Default for Sha256 {
    fn default() -> Self {
        Self { state: START, rest: Vec::with_capacity(BLOCK), bytes: 0 }
    }
}

impl Sha256 {
    /// Takes in more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        let mut bytes = bytes;
        if !self.rest.is_empty() {
            let (filling, others) = bytes.split_at(bytes.len().min(BLOCK - self.rest.len()));
            self.rest.extend_from_slice(filling);
            bytes = others;
            if self.rest.len() < BLOCK {
                return;
            }
            mix(&mut self.state, &self.rest);
            self.rest.clear();
        }
        let blocks = bytes.chunks_exact(BLOCK);
        self.rest.extend_from_slice(blocks.remainder());
        blocks.for_each(|block| mix(&mut self.state, block));
    }

    /// Bytes taken in so far.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The digest of all that was taken in.
    #[must_use]
    pub fn digest(mut self) -> [u8; 32] {
        let mut tail = std::mem::take(&mut self.rest);
        tail.push(0x80);
        let whole = (tail.len() + 8).next_multiple_of(BLOCK);
        tail.resize(whole - 8, 0);
        tail.extend((self.bytes * 8).to_be_bytes());
        tail.chunks_exact(BLOCK).for_each(|block| mix(&mut self.state, block));
        let mut digest = [0; 32];
        for (place, word) in digest.chunks_exact_mut(4).zip(self.state) {
            place.copy_from_slice(&word.to_be_bytes());
        }
        digest
    }

    /// The digest of all that was taken in, in lower-case hexadecimal.
    #[must_use]
    pub fn hex(self) -> String {
        let digits = self.digest().into_iter().flat_map(|byte| [byte >> 4, byte & 0xf]);
        digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
    }
}

/// The SHA-256 of `bytes`, in lower-case hexadecimal.
///
/// # Example
/// ```
/// use sarhad::io::sha256::sha256_hex;
/// assert_eq!(sha256_hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
/// ```
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    let mut digest = Sha256::default();
    digest.update(bytes);
    digest.hex()
}

#[expect(clippy::many_single_char_names, reason = "the standard calls its eight words so")]
fn mix(state: &mut [u32; 8], block: &[u8]) {
    let mut words = [0_u32; 64];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte));
    }
    for at in 16..64 {
        let (near, far) = (words[at - 15], words[at - 2]);
        let low = near.rotate_right(7) ^ near.rotate_right(18) ^ (near >> 3);
        let high = far.rotate_right(17) ^ far.rotate_right(19) ^ (far >> 10);
        words[at] = words[at - 16].wrapping_add(low).wrapping_add(words[at - 7]).wrapping_add(high);
    }
    let mut work = *state;
    for (round, word) in ROUNDS.iter().zip(words) {
        let [a, b, c, d, e, f, g, h] = work;
        let high = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let first = h.wrapping_add(high).wrapping_add(choice).wrapping_add(*round).wrapping_add(word);
        let low = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        work = [first.wrapping_add(low.wrapping_add(majority)), a, b, c, d.wrapping_add(first), e, f, g];
    }
    for (sum, word) in state.iter_mut().zip(work) {
        *sum = sum.wrapping_add(word);
    }
}

#[cfg(test)]
mod tests {
    use super::{Sha256, sha256_hex};

    /// Referee: the examples of FIPS 180-4 and NIST's vectors for the lengths at which padding takes another block.
    #[test]
    fn digests_are_those_of_the_standard() {
        let check = |bytes: &[u8], expected: &str| assert_eq!(sha256_hex(bytes), expected);
        check(b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        check(
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        );
        check(&vec![b'a'; 1_000_000], "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    #[test]
    fn bytes_may_come_in_any_pieces() {
        let bytes: Vec<u8> = (0..1000_u32).map(|number| (number % 251) as u8).collect();
        for size in [1, 3, 63, 64, 65, 128, 999] {
            let mut digest = Sha256::default();
            bytes.chunks(size).for_each(|piece| digest.update(piece));
            assert_eq!((digest.bytes(), digest.hex()), (1000, sha256_hex(&bytes)), "{size}");
        }
    }
}
