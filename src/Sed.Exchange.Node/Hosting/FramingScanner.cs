using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sed.Exchange.Node.Hosting;

/// <summary>
/// Follows the octets of an HTTP/1 connection (RFC 9112) and remembers the first place where two readers could see two different messages: a
/// line that ends with LF alone, a length with a sign, a length beside chunks, chunks in HTTP/1.0, a coding other than <c>chunked</c>. The server
/// behind reads all of these in its own way; a proxy in front may read them otherwise, and that is how requests are smuggled.
/// </summary>
internal sealed class FramingScanner
{
    // Longer lines are only compared as far as this; the server's own limits refuse them.
    private const int LongestLine = 16 * 1024;
    private const int LongestLength = 18;

    private readonly ArrayBufferWriter<byte> _line = new();
    private State _state = State.RequestLine;
    private long _left;
    private long? _length;
    private bool _chunked;
    private bool _isOld;
    private bool _endsWithReturn;

    private enum State
    {
        RequestLine,
        Headers,
        Body,
        ChunkSize,
        Chunk,
        ChunkEnd,
        Trailers,
        Lost,
    }

    /// <summary>What is ambiguous; null: nothing so far.</summary>
    public string? Fault { get; private set; }

    /// <summary>Follows the next octets.</summary>
    public void Scan(ReadOnlySpan<byte> octets)
    {
        while (octets.Length > 0 && _state != State.Lost)
        {
            if (_state is State.Body or State.Chunk)
            {
                var skipped = (int)Math.Min(_left, octets.Length);
                octets = octets[skipped..];
                _left -= skipped;
                if (_left == 0) _state = _state == State.Body ? State.RequestLine : State.ChunkEnd;
                continue;
            }

            var end = octets.IndexOf((byte)'\n');
            var part = end < 0 ? octets : octets[..end];
            _line.Write(part[..Math.Min(part.Length, LongestLine - _line.WrittenCount)]);
            if (part.Length > 0) _endsWithReturn = part[^1] == '\r';
            if (end < 0) return;
            octets = octets[(end + 1)..];
            var line = _line.WrittenSpan;
            if (!_endsWithReturn) Stop("a line that ends with LF alone");
            else Take(Encoding.Latin1.GetString(line is [.., (byte)'\r'] ? line[..^1] : line));
            _line.ResetWrittenCount();
            _endsWithReturn = false;
        }
    }

    private void Take(string line)
    {
        switch (_state)
        {
            case State.RequestLine when line.Length == 0:
                // Empty lines before a request are allowed (RFC 9112 section 2.2).
                break;
            case State.RequestLine:
                (_length, _chunked, _isOld, _state) = (null, false, line.EndsWith("HTTP/1.0", StringComparison.Ordinal), State.Headers);
                break;
            case State.Headers when line.Length == 0:
                EndHeaders();
                break;
            case State.Headers:
                Header(line);
                break;
            case State.ChunkSize:
                ChunkSize(line);
                break;
            case State.ChunkEnd:
                _state = line.Length == 0 ? State.ChunkSize : State.Lost;
                break;
            case State.Trailers when line.Length == 0:
                _state = State.RequestLine;
                break;
        }
    }

    private void Header(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (line[0] is ' ' or '\t' || colon <= 0)
        {
            Stop("a folded or nameless header line");
            return;
        }

        var value = line[(colon + 1)..].Trim(' ', '\t');
        if (line.AsSpan(0, colon).Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            var isNumber = value.Length is > 0 and <= LongestLength && value.All(char.IsAsciiDigit);
            if (!isNumber || _length is not null) Stop("Content-Length");
            else _length = long.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        else if (line.AsSpan(0, colon).Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
        {
            if (_chunked || !value.Equals("chunked", StringComparison.OrdinalIgnoreCase)) Stop("Transfer-Encoding other than chunked");
            _chunked = true;
        }
    }

    private void EndHeaders()
    {
        if (_chunked && _length is not null)
        {
            Stop("Content-Length beside Transfer-Encoding");
        }
        else if (_chunked && _isOld)
        {
            Stop("Transfer-Encoding in HTTP/1.0");
        }
        else
        {
            _left = _length ?? 0;
            _state = _chunked ? State.ChunkSize : _left > 0 ? State.Body : State.RequestLine;
        }
    }

    private void ChunkSize(string line)
    {
        // What is wrong here the server refuses itself while it reads the body; from then on nothing can be followed.
        var extension = line.IndexOf(';', StringComparison.Ordinal);
        var digits = (extension < 0 ? line : line[..extension]).TrimEnd(' ', '\t');
        if (!long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size) || size < 0)
        {
            _state = State.Lost;
            return;
        }

        _left = size;
        _state = size == 0 ? State.Trailers : State.Chunk;
    }

    private void Stop(string fault)
    {
        Fault ??= fault;
        _state = State.Lost;
    }
}
