package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// A wire is a caller's own connection to a site. It sends a form as a browser does, and
// reads the answer, by the caller alone: a client of the library has two goroutines for
// each connection, which would be measured too.
type wire struct {
	host string
	conn net.Conn
	in   *bufio.Reader
}

// open connects to a server.
func (w *wire) open(ctx context.Context, at string) error {
	to, err := url.Parse(at)
	if err == nil {
		w.host = to.Host
		w.conn, err = new(net.Dialer).DialContext(ctx, "tcp", to.Host)
	}
	if err == nil {
		w.in = bufio.NewReader(w.conn)
	}
	return err
}

// post sends a form and returns how it is answered; the answer's body has been read.
func (w *wire) post(path, cookie string, form url.Values) (status int, err error) {
	body := form.Encode()
	_, err = fmt.Fprintf(w.conn, "POST %s HTTP/1.1\r\nHost: %s\r\nOrigin: http://%s\r\n"+
		"Cookie: %s\r\nContent-Type: application/x-www-form-urlencoded\r\n"+
		"Content-Length: %d\r\n\r\n%s", path, w.host, w.host, cookie, len(body), body)
	if err != nil {
		return 0, err
	}
	answer, err := http.ReadResponse(w.in, nil)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, errors.Join(err, answer.Body.Close())
}

// close ends the connection, if there is one.
func (w *wire) close() error {
	if w.conn == nil {
		return nil
	}
	return w.conn.Close()
}
