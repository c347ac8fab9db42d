using System.Reflection;
using System.Runtime.Loader;
using SharpFuzz;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>
/// Copies of the rooms under test, and of the library that parses for them, in which every branch counts itself; and a load context in which this program runs again with those copies
/// in place of the originals.
/// </summary>
internal sealed class InstrumentedRooms(string folder) : AssemblyLoadContext("instrumented")
{
    private static readonly (string Assembly, Func<string, bool> Types)[] Rooms =
    [
        ("Sed.Exchange.Packages.dll", _ => true),
        ("Sed.Exchange.Containers.dll", _ => true),
        // Its parsers; arithmetic on curves would only become slow.
        ("BouncyCastle.Cryptography.dll", type => type.StartsWith("Org.BouncyCastle.Asn1.", StringComparison.Ordinal) || type.StartsWith("Org.BouncyCastle.X509.", StringComparison.Ordinal)),
    ];

    /// <summary>Makes the copies.</summary>
    public static void Make(string folder)
    {
        foreach (var (assembly, types) in Rooms)
        {
            var copy = Path.Combine(folder, assembly);
            File.Copy(Path.Combine(AppContext.BaseDirectory, assembly), copy, overwrite: true);
            // The list is read lazily: without reading it nothing is instrumented.
            if (!Fuzzer.Instrument(copy, types, Options.Value).Any()) throw new InvalidOperationException($"Nothing in {assembly} was instrumented.");
        }
    }

    /// <summary>This program's assembly again, bound to the copies.</summary>
    public Assembly LoadSelf() => LoadFromAssemblyPath(typeof(InstrumentedRooms).Assembly.Location);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var copy = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(copy) ? LoadFromAssemblyPath(copy) : null;
    }
}
