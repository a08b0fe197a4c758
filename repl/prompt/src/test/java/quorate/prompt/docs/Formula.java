package quorate.prompt.docs;

/**
 * A formula in n as the pages write it: {@code (n-1) + (n-2)}, {@code 2(n-1)^2 - n}, {@code n^2-1}.
 * A product has no sign, and a power binds closer than it.
 */
final class Formula {

  private final String text;
  private final long n;
  private int at;

  private Formula(String text, long n) {
    this.text = text.replace(" ", "");
    this.n = n;
  }

  /**
   * What a formula comes to.
   *
   * @throws IllegalArgumentException if it is none
   */
  static long of(String text, long n) {
    Formula formula = new Formula(text, n);
    long value = formula.sum();
    if (formula.at != formula.text.length()) {
      throw new IllegalArgumentException("'" + text + "' is no formula in n");
    }
    return value;
  }

  private long sum() {
    long value = product();
    while (isNext('+') || isNext('-')) {
      value += text.charAt(at++) == '+' ? product() : -product();
    }
    return value;
  }

  private long product() {
    long value = power();
    while (isNext('(') || isNext('n')) {
      value *= power();
    }
    return value;
  }

  private long power() {
    long base = factor();
    if (!isNext('^')) {
      return base;
    }
    at++;
    long value = 1;
    for (long exponent = number(); exponent > 0; exponent--) {
      value *= base;
    }
    return value;
  }

  private long factor() {
    if (isNext('n')) {
      at++;
      return n;
    }
    if (!isNext('(')) {
      return number();
    }
    at++;
    long value = sum();
    if (!isNext(')')) {
      throw new IllegalArgumentException("a bracket is not closed in '" + text + "'");
    }
    at++;
    return value;
  }

  private long number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw new IllegalArgumentException("'" + text + "' is no formula in n");
    }
    return Long.parseLong(text.substring(start, at));
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }
}
