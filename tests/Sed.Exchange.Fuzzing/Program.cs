using System.Globalization;
using System.Reflection;
using Sed.Exchange.Fuzzing;
using Sed.Exchange.Fuzzing.Engine;

if (args is [FuzzOptions.WorkerCommand, var name, var seconds, var seed, var place, var faults])
{
    // Everything that a worker does happens behind this call, where the rooms are the instrumented ones.
    new InstrumentedRooms(place).LoadSelf().GetType(typeof(Worker).FullName!, throwOnError: true)!
        .GetMethod(nameof(Worker.Run), BindingFlags.Public | BindingFlags.Static)!
        .Invoke(null, [name, double.Parse(seconds, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture), place, faults]);
    return 0;
}

if (FuzzOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

if (options.Replay is { } file) return Replay.Run(options.Targets[0], file);
Console.WriteLine($"seed {options.Seed}");
var folder = options.Corpus ?? Directory.CreateTempSubdirectory("sedx-fuzz-").FullName;
Directory.CreateDirectory(folder);
try
{
    // Two at once would take each other's inputs for their own.
    using var own = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
    return await new Supervisor(options, folder).RunAsync() ? 0 : 1;
}
finally
{
    if (options.Corpus is null) Directory.Delete(folder, recursive: true);
}
