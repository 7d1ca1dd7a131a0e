// Package journal keeps what was written from being rewritten unnoticed. The
// entries of an office become the leaves of a Merkle tree (RFC 6962), whose
// root stands for all of them in their order. A checkpoint is a root that the
// office has signed. Whoever holds a checkpoint can be shown, by a few hashes,
// that an entry is among those that it stands for, and that a later checkpoint
// stands for the same entries and further ones; an office that has changed,
// dropped or reordered an entry cannot show that.
//
// The package knows trees, signatures and proofs. What an entry is, and where
// hashes are kept, is its callers' business.
package journal
