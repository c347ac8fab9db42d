using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>
/// Which edges between branches a run took, and how often: the memory that instrumented code counts in, and everything that was ever seen in it. Counts go to eight
/// classes, so that a loop of 40 turns is no news after one of 41.
/// </summary>
internal sealed unsafe class CoverageMap
{
    private const int Length = 64 * 1024;

    private static readonly byte[] Classes = [.. Enumerable.Range(0, 256).Select(count => (byte)(count switch { 0 => 0, 1 => 1, 2 => 2, 3 => 4, <= 7 => 8, <= 15 => 16, <= 31 => 32, <= 127 => 64, _ => 128 }))];

    private readonly byte[] _seen = new byte[Length];
    private readonly byte* _counts;

    public CoverageMap()
    {
        // Never freed: what is instrumented counts as long as the process lives.
        _counts = (byte*)NativeMemory.AllocZeroed(Length);
        Trace.SharedMem = _counts;
    }

    /// <summary>Edges seen so far.</summary>
    public int Edges => _seen.Count(classes => classes != 0);

    /// <summary>Before a run.</summary>
    public void Clear()
    {
        new Span<byte>(_counts, Length).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>After a run: true when it took an edge, or took one so often, as none before; from then on that is seen.</summary>
    public bool Learn()
    {
        var isNew = false;
        var words = new ReadOnlySpan<ulong>(_counts, Length / sizeof(ulong));
        for (var word = 0; word < words.Length; word++)
        {
            if (words[word] == 0) continue;
            for (var at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                var counted = Classes[_counts[at]];
                if ((counted & ~_seen[at]) == 0) continue;
                _seen[at] |= counted;
                isNew = true;
            }
        }

        return isNew;
    }
}
