using System.Diagnostics;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>Makes an input smaller as long as its fault stays.</summary>
internal static class Shrinking
{
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    /// <summary>The smallest input that was found in the time there is.</summary>
    public static byte[] Of(byte[] input, Func<byte[], bool> stays)
    {
        var clock = Stopwatch.StartNew();
        for (var piece = input.Length / 2; piece > 0 && clock.Elapsed < Budget; piece /= 2)
        {
            for (var at = 0; at + piece <= input.Length && clock.Elapsed < Budget;)
            {
                byte[] shorter = [.. input.AsSpan(0, at), .. input.AsSpan(at + piece)];
                if (stays(shorter)) input = shorter;
                else at += piece;
            }
        }

        return input;
    }
}
