using Sed.Exchange.Fuzzing.Targets;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>Lets a target read an input and looks at what becomes of it: exceptions, time, memory, and things proven that no seed proves.</summary>
/// <param name="target">The target.</param>
public sealed class Judge(FuzzTarget target)
{
    /// <summary>The longest reading, in processor time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    // What was compiled or collected meanwhile must not make a reading look slow: the quickest of three counts.
    private const int Repetitions = 3;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// Octets that the readings of an input may allocate in all, whatever they give back: a document object model takes many times its document, an archive unpacks to more than itself, and
    /// a signature is checked with large numbers.
    /// </summary>
    public static long MostMemory(FuzzTarget target, byte[] input) =>
        target.Readings * ((64L * 1024 * 1024) + (400L * input.Length) + (6L * 1024 * 1024 * target.SignaturesIn(input)));

    /// <summary>Reads a seed: what it proves is known from now on.</summary>
    /// <returns>The fault, or null.</returns>
    public Fault? Learn(byte[] seed)
    {
        var fault = Read(seed, out var proven);
        _known.UnionWith(proven);
        return fault;
    }

    /// <summary>Reads an input.</summary>
    /// <returns>The fault, or null.</returns>
    public Fault? Look(byte[] input)
    {
        var fault = Read(input, out var proven);
        if (fault is not null) return fault;
        return proven.FirstOrDefault(line => !_known.Contains(line)) is { } unknown ? new Fault("passes", $"called right, and no seed says it: {Shorten(unknown)}", "") : null;
    }

    private Fault? Read(byte[] input, out IReadOnlyList<string> proven)
    {
        proven = [];
        var quickest = TimeSpan.MaxValue;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = ThreadClock.Now;
            try
            {
                proven = target.Read(input);
            }
            catch (ViolationException violation)
            {
                return new Fault("violation", violation.Message, violation.Message);
            }
            catch (Exception accident)
            {
                // Any exception that leaves a reader is what is looked for.
                return new Fault("exception", $"{accident.GetType().Name}: {Shorten(accident.Message)} {PlaceOf(accident)}", $"{accident.GetType().Name} {PlaceOf(accident)}");
            }

            var took = ThreadClock.Now - started;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            if (allocated > MostMemory(target, input)) return new Fault("memory", $"{allocated} octets allocated for {input.Length}", "");
            if (took < quickest) quickest = took;
            if (took <= Longest) return null;
        }

        return new Fault("slow", $"{quickest.TotalMilliseconds:0} ms for {input.Length} octets", "");
    }

    // The first frame that is ours.
    private static string PlaceOf(Exception accident) => (accident.StackTrace ?? "").Split('\n')
        .Select(line => line.Trim())
        .FirstOrDefault(line => line.Contains("Sed.Exchange.", StringComparison.Ordinal)) is { } line ? line.Split('(')[0] : "at ?";

    private static string Shorten(string text) => text.Length > 200 ? text[..200] + "…" : text;
}
