using System.Security.Cryptography;

namespace Sed.Exchange.Fuzzing.Engine;

/// <summary>Where inputs with faults are written, and what is said about each.</summary>
internal static class FaultFolder
{
    private const int LongestShown = 1500;

    /// <summary>Writes an input and says what it does and how to see that again.</summary>
    public static void Write(string folder, string target, Fault fault, byte[] input)
    {
        Directory.CreateDirectory(folder);
        var file = Path.GetFullPath(Path.Combine(folder, $"{target}-{fault.Kind}-{Convert.ToHexStringLower(SHA256.HashData(input))[..16]}"));
        File.WriteAllBytes(file, input);
        Console.WriteLine($"FAULT in {target}, {fault.Kind}: {fault.What}");
        Console.WriteLine($"  {input.Length} octets in {file}");
        if (input.Length <= LongestShown) Console.WriteLine($"  base64 {Convert.ToBase64String(input)}");
        Console.WriteLine($"  again: dotnet run -c Release --project tests/Sed.Exchange.Fuzzing -- --target {target} --replay {file}");
    }
}
