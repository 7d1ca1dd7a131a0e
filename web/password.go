package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// What Argon2id is asked for: memory in KiB, passes, lanes. OWASP's password
// storage recommendations of 2025 name these as the least.
const (
	argonMemory = 19 << 10
	argonPasses = 2
	argonLanes  = 1
	saltBytes   = 16
	sumBytes    = 32
)

// base64Text writes bytes as the PHC string format does.
func base64Text(b []byte) string { return base64.RawStdEncoding.EncodeToString(b) }

// base32Text writes bytes so that they can be read out and typed.
func base32Text(b []byte) string {
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))
}

// secretOf makes the secret that a password is held against later, with all
// that it was made with, in the PHC string format.
func secretOf(password string, random io.Reader) (string, error) {
	salt := make([]byte, saltBytes)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", err
	}
	sum := argon2.IDKey([]byte(password), salt, argonPasses, argonMemory, argonLanes, sumBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory,
		argonPasses, argonLanes, base64Text(salt), base64Text(sum)), nil
}

// nobodysSecret is held against passwords for names that nobody has, so that
// the time of an answer does not tell which names there are.
const nobodysSecret = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" +
	"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// opens reports whether a password belongs to a secret. A secret in a form
// that is not ours opens to nothing.
func opens(secret, password string) bool {
	parts := strings.Split(secret, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false
	}
	var version int
	var memory, passes uint32
	var lanes uint8
	_, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d",
		&version, &memory, &passes, &lanes)
	salt, badSalt := base64.RawStdEncoding.DecodeString(parts[4])
	sum, badSum := base64.RawStdEncoding.DecodeString(parts[5])
	if err != nil || badSalt != nil || badSum != nil || version != argon2.Version ||
		passes == 0 || lanes == 0 || memory > 1<<20 || len(sum) != sumBytes {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, passes, memory, lanes, sumBytes)
	return subtle.ConstantTimeCompare(got, sum) == 1
}

// digestOf is what the records keep of a token that a browser holds.
func digestOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
