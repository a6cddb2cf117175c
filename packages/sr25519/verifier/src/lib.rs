//! Verifies sr25519 signatures with the context `substrate`. A key seen for the first time goes through schnorrkel
//! as it is; of a key that calls again multiples are kept, with which the same equation costs half as much.
//!
//! The caller writes the key (32 bytes), the signature (64) and the message to `input`, then calls a verifier.

mod multiples;

use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

use curve25519_dalek::constants::RISTRETTO_BASEPOINT_POINT;
use curve25519_dalek::ristretto::{CompressedRistretto, RistrettoPoint};
use curve25519_dalek::scalar::Scalar;
use curve25519_dalek::traits::Identity;
use multiples::Multiples;
use schnorrkel::context::{SigningContext, SigningTranscript};
use schnorrkel::{PublicKey, Signature};

const CONTEXT: &[u8] = b"substrate";
const KEY_BYTES: usize = 32;
const SIGNATURE_BYTES: usize = 64;

/// Wider than a key's: it is made once.
static GENERATOR: LazyLock<Multiples<6>> = LazyLock::new(|| Multiples::of(&RISTRETTO_BASEPOINT_POINT));
static CONTEXT_TRANSCRIPT: LazyLock<SigningContext> = LazyLock::new(|| SigningContext::new(CONTEXT));
static STATE: Mutex<State> = Mutex::new(State { input: Vec::new(), keys: Vec::new() });

struct State {
    input: Vec<u8>,
    /// By slot; the slots are dealt out by the caller.
    keys: Vec<Option<Multiples<5>>>,
}

/// Where to write the key, the signature and a message of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn input(message_bytes: usize) -> *mut u8 {
    let mut state = state();
    state.input.resize(KEY_BYTES + SIGNATURE_BYTES + message_bytes, 0);
    state.input.as_mut_ptr()
}

/// Whether the signature is the key's over the message.
#[unsafe(no_mangle)]
pub extern "C" fn verify() -> bool {
    let state = state();
    let Some((key, signature, message)) = split(&state.input) else { return false };
    match (PublicKey::from_bytes(key), Signature::from_bytes(signature)) {
        (Ok(key), Ok(signature)) => key.verify(CONTEXT_TRANSCRIPT.bytes(message), &signature).is_ok(),
        _ => false,
    }
}

/// Keeps multiples of the key in a slot, in place of what was there. False for what is no key.
#[unsafe(no_mangle)]
pub extern "C" fn remember(slot: usize) -> bool {
    let mut state = state();
    let Some((key, _, _)) = split(&state.input) else { return false };
    let Some(point) = compressed(key).and_then(|key| key.decompress()) else { return false };
    if state.keys.len() <= slot {
        state.keys.resize_with(slot + 1, || None);
    }
    state.keys[slot] = Some(Multiples::of(&point));
    true
}

/// What `verify` says, for the key that is remembered in the slot: the caller answers for its being the one written.
#[unsafe(no_mangle)]
pub extern "C" fn verify_remembered(slot: usize) -> bool {
    let state = state();
    verify_with(&state, slot).unwrap_or(false)
}

/// schnorrkel's `PublicKey::verify`, line by line, but for where the products come from.
fn verify_with(state: &State, slot: usize) -> Option<bool> {
    let (key, signature, message) = split(&state.input)?;
    // Refuses what is not marked as schnorrkel's, or not canonical.
    let signature = Signature::from_bytes(signature).ok()?.to_bytes();
    let r = compressed(&signature[..32])?;
    let mut s: [u8; 32] = signature[32..].try_into().ok()?;
    s[31] &= 0x7f;
    let s = Option::from(Scalar::from_canonical_bytes(s))?;

    let mut transcript = CONTEXT_TRANSCRIPT.bytes(message);
    transcript.proto_name(b"Schnorr-sig");
    transcript.commit_point(b"sign:pk", &compressed(key)?);
    transcript.commit_point(b"sign:R", &r);
    let k: Scalar = transcript.challenge_scalar(b"sign:c");

    let key = state.keys.get(slot)?.as_ref()?;
    let sum = GENERATOR.add_product(RistrettoPoint::identity(), &s);
    Some(key.add_product(sum, &-k).compress() == r)
}

fn compressed(bytes: &[u8]) -> Option<CompressedRistretto> {
    CompressedRistretto::from_slice(bytes).ok()
}

fn split(input: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let (key, rest) = input.split_at_checked(KEY_BYTES)?;
    let (signature, message) = rest.split_at_checked(SIGNATURE_BYTES)?;
    Some((key, signature, message))
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}
