using Sed.Exchange.Fuzzing.Targets;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>Reads one input once more, in the rooms as they are, and says what becomes of it.</summary>
internal static class Replay
{
    /// <summary>Exit code 0: nothing that must not be.</summary>
    public static int Run(FuzzTarget target, string file)
    {
        var judge = new Judge(target);
        foreach (var seed in target.Seeds()) judge.Learn(seed);
        var input = File.ReadAllBytes(file);
        var started = ThreadClock.Now;
        var fault = judge.Look(input);
        Console.WriteLine($"{target.Name}: {input.Length} octets, {(ThreadClock.Now - started).TotalMilliseconds:0} ms, {(fault is null ? "no fault" : $"{fault.Kind}: {fault.What}")}");
        if (fault is not { Kind: "exception" }) return fault is null ? 0 : 1;
        try
        {
            target.Read(input);
        }
        catch (Exception accident)
        {
            // The whole of it is what somebody who replays wants to see.
            Console.WriteLine(accident);
        }

        return 1;
    }
}
