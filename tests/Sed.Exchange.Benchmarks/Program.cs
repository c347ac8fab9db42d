using Sed.Exchange.Benchmarks;
using Sed.Exchange.Benchmarks.Journals;
using Sed.Exchange.Benchmarks.Signatures;

if (BenchmarkOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine("usage: Sed.Exchange.Benchmarks [signatures | journal [--messages N] | purge [--messages N] [--old N]] [--suite gost|gost-512|rsa|ecdsa] [--quick] [--blobs CONNECTIONFILE]");
    return 2;
}

await Console.Out.WriteLineAsync(Machine.Describe(TimeProvider.System.GetUtcNow()));
if (options.BlobConnection is { } connection)
{
    await Console.Out.WriteLineAsync(await BlobBenchmark.RunAsync(connection, options.Rounds));
    return 0;
}

if (options.Signatures)
{
    await Console.Out.WriteLineAsync(SignatureBenchmark.Run(options));
    return 0;
}

if (options is { Purge: true, Messages: { } ended })
{
    await Console.Out.WriteLineAsync(await PurgeBenchmark.RunAsync(ended, options.Old));
    return 0;
}

if (options.Messages is { } messages)
{
    await Console.Out.WriteLineAsync(await JournalBenchmark.RunAsync(messages, options.Rounds * 2));
    return 0;
}

foreach (var length in BenchmarkOptions.DocumentLengths)
{
    var table = new ResultTable(length);
    foreach (var suite in options.Suites)
    {
        Console.Error.WriteLine($"{suite.Name}, {ResultTable.Size(length)}");
        table.Add(await SuiteBenchmark.RunAsync(suite, length, options));
    }

    await Console.Out.WriteLineAsync(table.ToMarkdown());
}

return 0;
