package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"hinterland/lang"
)

// interviewed puts all questions of init to whoever writes answers.
func interviewed(ctx context.Context, answers io.Reader) (initAsk, string, error) {
	var told bytes.Buffer
	c := &console{in: answers, errs: &told, say: lang.For(lang.Chinese)}
	ask := initAsk{language: "zh-Hans", currency: "CNY", clock: "Asia/Shanghai", code: "office"}
	all := append(ask.placeQuestions(c), ask.questions(c)...)
	err := c.put(ctx, bufio.NewReader(answers), &ask, all)
	return ask, told.String(), err
}

func TestQuestionsAreAskedAgainUntilTheAnswerWillDo(t *testing.T) {
	ask, told, err := interviewed(t.Context(), strings.NewReader(
		"\nmy-office\n\n \n浏\u202e阳\n  浏阳  \nen\nyuan\nUSD\n"+
			"Mars/Olympus\nAsia/Urumqi\n县办公室\n\npersonal:x\n李明"))
	if err != nil {
		t.Fatal(err)
	}
	if ask.region != "浏阳" || ask.language != "en" || ask.currency != "USD" ||
		ask.data != "my-office" || ask.clock != "Asia/Urumqi" || ask.code != "office" ||
		ask.party != "县办公室" || ask.person != "李明" {
		t.Errorf("got %+v", ask)
	}
	for text, times := range map[string]int{
		"地区名称：": 4, "--name = “”：未给出内容。": 2, "--name = “浏<U+202E>阳”": 1,
		"地区的货币（三个大写字母）［CNY］：": 2, "--currency = “yuan”": 1,
		"地区的时区［Asia/Shanghai］：": 2, "存放记录的文件夹：": 2, "--data = “”：未给出内容。": 1,
		"第一位人员的姓名（担任全部职务）：": 2,
	} {
		if got := strings.Count(told, text); got != times {
			t.Errorf("%q is said %d times, want %d:\n%s", text, got, times, told)
		}
	}
}

func TestWhoIsAskedMayGoAway(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, typing := io.Pipe()
	t.Cleanup(func() { _ = typing.Close() })
	go func() {
		_, _ = io.WriteString(typing, "my-office\n")
		cancel()
	}()
	if _, _, err := interviewed(ctx, in); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestAFileIsNobodyToAsk(t *testing.T) {
	if (&console{in: strings.NewReader("x")}).terminal() {
		t.Error("a text is a terminal")
	}
}
