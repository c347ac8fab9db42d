using Sed.Exchange.Client;

namespace Sed.Exchange.Tests.Node;

/// <summary>The program that <c>docs/integration.md</c> shows for C#: what stands between the two marks is shown there.</summary>
internal static class ClientExample
{
    /// <summary>Takes what waits: registers documents, closes cards by reports.</summary>
    /// <param name="address">The node's API.</param>
    /// <param name="key">The installation's key.</param>
    /// <param name="authority">PEM file of the authority of the node's TLS certificate.</param>
    /// <param name="folder">Where files go.</param>
    /// <param name="registry">The installation's database.</param>
    /// <param name="registered">Its index: number and time of what is in it, by the key of the letter.</param>
    /// <param name="now">The time.</param>
    public static async Task TakeMailAsync(
        Uri address, string key, string authority, string folder, List<string> registry, Dictionary<string, (string Number, DateTimeOffset At)> registered, DateTimeOffset now)
    {
        // begin
        using var node = new ExchangeClient(new ExchangeClientOptions { Address = address, ApiKey = key, AuthorityFile = authority });
        foreach (var item in await node.LeaseAsync())
        {
            // Ключ письма: сообщение, отправитель и получатель. Номер сообщения выбирает отправитель, и у другого он может быть тот же.
            var card = await node.DownloadCardAsync(item, Path.Combine(folder, item.Key));
            if (card.Document is { } document)
            {
                // Новым документ бывает один раз: после сбоя он придёт снова, и номер с датой у него уже есть.
                if (!registered.TryGetValue(item.Key, out var entry))
                {
                    // Документ: номер, корреспонденты, поручения, файлы на диске и заключения о подписях уже здесь.
                    foreach (var file in document.Files)
                    {
                        registry.Add($"{file.Path}: {string.Join(", ", file.Signatures.Select(signature => signature.Verdict))}");
                    }

                    entry = ($"ВХ-{registry.Count}", now);
                    registry.Add($"{entry.Number}: № {document.Number}, {document.Correspondents[0].Party.Name}");
                    registered.Add(item.Key, entry);
                }

                // Уведомляем и о том, что зарегистрировано раньше: сбой мог случиться до уведомления, а сказанное дважды уходит один раз.
                var day = DateOnly.FromDateTime(entry.At.DateTime);
                await node.ReportAsync(item.DeliveryId, RegistrationReport.Registered(entry.Number, day));

                // Что стало дальше: резолюция о документе и отчёт о поручении отправителя.
                var head = new ReportContact { Person = "Орлов Д. Ю.", Post = "Руководитель" };
                var resolution = new ReportResolution { Author = head, Date = day, Text = "Подготовить ответ." };
                await node.ReportAsync(item.DeliveryId, new ConsiderationReport { Resolution = resolution });
                foreach (var task in card.Tasks)
                {
                    await node.ReportAsync(item.DeliveryId, new ExecutionReport { Task = task.Uid, Text = "Исполнено.", Date = entry.At, FactDate = day });
                }
            }
            else if (registered.TryAdd(item.Key, ("уведомление", now)))
            {
                // Уведомление: что сказано о каком из моих сообщений.
                foreach (var said in card.Said!) registry.Add($"{card.Original!.ClientReference}: {said.Kind} {said.Number}".TrimEnd());
            }

            await node.CollectAsync(item);
        }
        // end
    }
}
